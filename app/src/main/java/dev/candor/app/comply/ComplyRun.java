package dev.candor.app.comply;

import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.compliance.Assessor;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.contribution.Linearity;
import dev.candor.lab.dial.DialSet;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.report.ComplyPage;
import dev.candor.lab.report.ComplyReport;
import dev.candor.lab.report.EachNeuron;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.SettingsFile;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of `candor comply`. Every trial is a record of a log, so a run that was cut off goes on
/// after its last whole conversation.
public final class ComplyRun {
    /// What a run ends with.
    public static final String RESULT = "comply.json";

    private final ComplyOptions options;
    private final LoadedModel loaded;
    private final String version;
    private final Progress progress;
    private final Prompter prompter;

    public ComplyRun(ComplyOptions options, LoadedModel loaded, String version, Progress progress) {
        this.options = options;
        this.loaded = loaded;
        this.version = version;
        this.progress = progress;
        ChatTemplate template = loaded.requireTemplate("comply, which holds conversations");
        this.prompter = Prompter.bare(loaded.tokenizer(), template);
    }

    /// Runs what is left to run.
    public ComplyReport run() {
        options.probe()
                .requireShape(loaded.model().config().layers(), loaded.model().config().ffn());
        String modelSha256 = loaded.model().file().sha256();
        options.probe().requireModel(modelSha256);
        Path run = folder();
        try (RunLock lock = RunLock.take(run);
                Assessors assessors =
                        Assessors.open(options.by(), run, options.threads(), progress::say)) {
            List<Bench> benches = Bench.read(options, assessors.judge());
            RetentionStage retention =
                    new RetentionStage(options, loaded, prompter, assessors.judge(), progress);
            Map<String, String> settings =
                    ComplySettings.of(
                            options,
                            modelSha256,
                            benches,
                            retention.described(),
                            assessors.described(),
                            version);
            SettingsFile.claim(run, settings);
            Files.deleteIfExists(run.resolve(Checksums.FILE));
            ComplyReport report =
                    measure(run, settings, modelSha256, benches, assessors, retention);
            WholeFile.write(run.resolve(RESULT), report.json());
            WholeFile.write(run.resolve(ReportFiles.HTML), ComplyPage.render(report));
            Checksums.of(run, List.of(RESULT, ReportFiles.HTML)).write(run);
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private ComplyReport measure(
            Path run,
            Map<String, String> settings,
            String modelSha256,
            List<Bench> benches,
            Assessors assessors,
            RetentionStage retention) {
        Loudness loudness = loudness(benches);
        List<DialSet> sets =
                new SetStage(
                                options.probe(),
                                options.controls(),
                                options.seed(),
                                loudness,
                                progress)
                        .sets(run);
        Dials dials = new Dials(sets, options.alphas());
        @Nullable PremiseAgreement agreement = agreement(assessors.premises());
        BenchStage stage = new BenchStage(options, loaded, prompter, assessors, progress);
        List<BenchStage.Measured> measured =
                benches.stream().map(bench -> stage.measure(run, bench, dials)).toList();
        return new ComplyReport(
                ComplyReport.FORMAT,
                new ComplyReport.DialledModel(
                        options.model().name(), options.model().isBundled(), modelSha256),
                new ComplyReport.DialledProbe(
                        options.probeName(),
                        options.probeSha256(),
                        dials.hNeurons().neurons().size(),
                        options.probe().neurons().count()),
                loaded.origin(version, options.threads()),
                settings,
                assessors.described(),
                agreement,
                sets.stream().map(DrawnSet::of).toList(),
                measured.stream().map(BenchStage.Measured::result).toList(),
                retention.measure(run, dials),
                linearity(run, loudness, dials),
                each(measured),
                options.withTexts()
                        ? measured.stream().flatMap(each -> each.examples().stream()).toList()
                        : List.of(),
                ComplyNotes.of(options, agreement));
    }

    private static @Nullable EachNeuron each(List<BenchStage.Measured> measured) {
        List<EachNeuron.Benchmark> each =
                measured.stream().map(BenchStage.Measured::each).filter(Objects::nonNull).toList();
        return each.isEmpty() ? null : new EachNeuron(each);
    }

    private @Nullable PremiseAgreement agreement(Assessor premises) {
        Path verdicts = options.verdicts();
        return verdicts == null ? null : PremiseAgreement.of(verdicts, premises);
    }

    private Path folder() {
        try {
            return Files.createDirectories(options.out());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    options.out() + ": is no folder to write to: " + e.getMessage(), e);
        }
    }

    /// On the first items of every benchmark.
    private Loudness loudness(List<Bench> benches) {
        List<int[]> prompts = new ArrayList<>();
        for (Bench bench : benches) {
            bench.benchmark().items().stream()
                    .limit(Loudness.PROMPTS)
                    .map(Item::opening)
                    .forEach(ask -> prompts.add(prompter.prompt(ask.turns())));
        }
        return new Loudness(loaded, prompts, prompter.stop(), options.width());
    }

    private Linearity linearity(Path run, Loudness loudness, Dials dials) {
        Path file = run.resolve("linearity.jsonl");
        try (RecordLog<Linearity> log = RecordLog.open(file, Linearity.class)) {
            if (log.records().isEmpty()) {
                progress.say("measuring what α does to the H-neurons' contributions");
                log.append(
                        loudness.linearity(dials.hNeurons().neurons(), options.alphas().values()));
            }
            return log.records().getFirst();
        }
    }
}
