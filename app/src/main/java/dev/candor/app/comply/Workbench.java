package dev.candor.app.comply;

import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.dial.DialSet;
import dev.candor.lab.probe.ModelBinding;
import dev.candor.lab.report.ComplyReport;
import dev.candor.lab.report.Origin;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.SettingsFile;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What runs over the benchmarks have in common: the folder and its lock, who judges, what is
/// asked. All files are read when it is opened, so that a run which would fail over one does not
/// begin.
final class Workbench implements AutoCloseable {
    private final StudyOptions options;
    private final LoadedModel loaded;
    private final String version;
    private final Progress progress;
    private final Prompter prompter;
    private final String modelSha256;
    private final Path run;
    private final RunLock lock;
    private final Assessors assessors;
    private final List<Bench> benches;
    private final RetentionStage retention;
    private @Nullable Loudness loudness;

    /// @param command that needs the model's chat template
    Workbench(
            StudyOptions options,
            LoadedModel loaded,
            String version,
            String command,
            Progress progress) {
        this.options = options;
        this.loaded = loaded;
        this.version = version;
        this.progress = progress;
        this.prompter =
                Prompter.bare(
                        loaded.tokenizer(),
                        loaded.requireTemplate(command + ", which holds conversations"));
        ModelBinding binding = options.probe().binding();
        binding.requireShape(loaded.model().config().layers(), loaded.model().config().ffn());
        this.modelSha256 = loaded.model().file().sha256();
        if (!options.force()) {
            binding.requireModel(modelSha256);
        }
        this.run = folder();
        this.lock = RunLock.take(run);
        try {
            this.assessors = Assessors.open(options.by(), run, options.threads(), progress::say);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        try {
            this.benches = Bench.read(options, assessors.judge());
            this.retention =
                    new RetentionStage(options, loaded, prompter, assessors.judge(), progress);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Path folder() {
        try {
            return Files.createDirectories(options.out());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    options.out() + ": is no folder to write to: " + e.getMessage(), e);
        }
    }

    StudyOptions options() {
        return options;
    }

    LoadedModel loaded() {
        return loaded;
    }

    Progress progress() {
        return progress;
    }

    Prompter prompter() {
        return prompter;
    }

    Path run() {
        return run;
    }

    Assessors assessors() {
        return assessors;
    }

    List<Bench> benches() {
        return benches;
    }

    RetentionStage retention() {
        return retention;
    }

    private boolean isForced() {
        return !modelSha256.equals(options.probe().from().modelSha256());
    }

    /// What a reader must know beside the numbers.
    ///
    /// @param agreement of the judge, null if not measured
    List<String> notes(@Nullable PremiseAgreement agreement) {
        List<String> notes = new ArrayList<>(StudyNotes.of(options, agreement));
        if (isForced()) {
            notes.add(
                    "The probe was made on another model, %s: its neurons are turned here by their places."
                            .formatted(options.probe().from().modelName()));
        }
        return notes;
    }

    /// Claims the folder for a run under these settings, and gives them in the order to show them:
    /// everything that decides the result.
    ///
    /// @param format of the run
    /// @param further settings of this kind of run
    Map<String, String> claim(String format, Map<String, String> further) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("format", format);
        values.put("candor", version);
        values.put("model sha256", modelSha256);
        values.put("probe sha256", options.probeSha256());
        if (isForced()) {
            values.put("probe made on", "sha256 " + options.probe().from().modelSha256());
        }
        values.put(
                "benchmarks",
                benches.stream().map(Bench::described).collect(Collectors.joining("; ")));
        values.put("alpha", options.alphas().values().toString());
        values.put("controls", options.controls().described());
        values.put("kept", retention.described());
        values.putAll(further);
        values.put(
                "options of a choice",
                switch (options.shown()) {
                    case LISTED -> "listed";
                    case NOT_AT_ALL -> "not shown";
                });
        values.put(
                "max tokens",
                options.maxTokens() == Integer.MAX_VALUE
                        ? "each benchmark's own"
                        : "" + options.maxTokens());
        values.put("judge", assessors.described());
        Path verdicts = options.verdicts();
        values.put("verdicts", verdicts == null ? "none" : "sha256 " + Keeping.hash(verdicts));
        values.put("seed", "" + options.seed());
        SettingsFile.claim(run, values);
        Files.deleteIfExists(run.resolve(Checksums.FILE));
        return values;
    }

    /// How loud neurons are on the first items of every benchmark.
    Loudness loudness() {
        Loudness known = loudness;
        if (known == null) {
            List<int[]> prompts = new ArrayList<>();
            for (Bench bench : benches) {
                bench.benchmark().items().stream()
                        .limit(Loudness.PROMPTS)
                        .map(Item::opening)
                        .forEach(ask -> prompts.add(prompter.prompt(ask.turns())));
            }
            known = new Loudness(loaded, prompts, prompter.stop(), options.width());
            loudness = known;
        }
        return known;
    }

    /// The H-neurons first, then the controls.
    List<DialSet> sets() {
        return new SetStage(
                        options.probe(), options.controls(), options.seed(), loudness(), progress)
                .sets(run);
    }

    /// Of the judge with stored verdicts; null if there are none.
    @Nullable PremiseAgreement agreement() {
        Path verdicts = options.verdicts();
        return verdicts == null ? null : PremiseAgreement.of(verdicts, assessors.premises());
    }

    ComplyReport.DialledModel model() {
        return new ComplyReport.DialledModel(
                options.model().name(), options.model().isBundled(), modelSha256);
    }

    ComplyReport.DialledProbe probe() {
        return new ComplyReport.DialledProbe(
                options.probeName(),
                options.probeSha256(),
                options.probe().hNeurons().size(),
                options.probe().neurons().count());
    }

    Origin origin() {
        return loaded.origin(version, options.threads());
    }

    /// Writes what the run ends with.
    ///
    /// @param files name → content, the page among them
    void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            WholeFile.write(run.resolve(file.getKey()), file.getValue());
        }
        Checksums.of(run, List.copyOf(files.keySet())).write(run);
    }

    @Override
    public void close() {
        assessors.close();
        lock.close();
    }
}
