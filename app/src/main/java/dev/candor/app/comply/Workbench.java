package dev.candor.app.comply;

import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.lab.compliance.Draw;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.probe.ModelBinding;
import dev.candor.lab.report.ComplyReport;
import dev.candor.lab.report.Origin;
import dev.candor.lab.store.SettingsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What runs under a dial have in common: the [Desk], the model and the probe whose H-neurons are
/// turned.
final class Workbench implements AutoCloseable {
    private final StudyOptions options;
    private final Subject subject;
    private final String modelSha256;
    private final Desk desk;
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
        this.subject = Subject.of(loaded, command);
        ModelBinding binding = options.probe().binding();
        binding.requireShape(loaded.model().config().layers(), loaded.model().config().ffn());
        this.modelSha256 = subject.sha256();
        if (!options.force()) {
            binding.requireModel(modelSha256);
        }
        this.desk = new Desk(options.measure(), version, progress);
        try {
            this.retention =
                    new RetentionStage(
                            options.measure(), subject, desk.assessors().judge(), progress);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Desk desk() {
        return desk;
    }

    Subject subject() {
        return subject;
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
        List<String> notes = new ArrayList<>();
        if (options.controls().counts().isEmpty()) {
            notes.add(
                    "No controls were drawn, so nothing can be called an effect of the H-neurons.");
        }
        notes.addAll(StudyNotes.of(options.measure(), agreement));
        if (isForced()) {
            notes.add(
                    "The probe was made on another model, %s: its neurons are turned here by their places."
                            .formatted(options.probe().from().modelName()));
        }
        notes.addAll(
                StudyNotes.ofTraining(
                        options.probe().from(), desk.benches(), retention.questions()));
        notes.addAll(desk.makers());
        return notes;
    }

    /// Claims the folder for a run under these settings, and gives them in the order to show them:
    /// everything that decides the result.
    ///
    /// @param format of the run
    /// @param further settings of this kind of run
    /// @param growing whether a run that goes on may have more items, controls and of what is
    ///   further
    Map<String, String> claim(String format, Map<String, String> further, boolean growing)
            throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("format", format);
        values.put("candor", desk.version());
        values.put("model sha256", modelSha256);
        values.put("probe sha256", options.probeSha256());
        if (isForced()) {
            values.put("probe made on", "sha256 " + options.probe().from().modelSha256());
        }
        Map<String, String> extent = new LinkedHashMap<>(desk.items());
        extent.putAll(options.controls().described());
        extent.putAll(further);
        values.put("benchmarks", desk.described());
        values.put("alpha", options.alphas().values().toString());
        values.put("kept", retention.described());
        values.putAll(extent);
        values.putAll(desk.ways());
        Set<String> may = growing ? extent.keySet() : Set.of();
        List<String> grown = SettingsFile.growth(desk.run(), values, may);
        if (!grown.isEmpty()) {
            desk.progress().say("the run grows: " + String.join(", ", grown));
            // Before the folder is claimed: what cannot be drawn must not bind it.
            sets();
        }
        desk.claim(values, may, origin());
        return values;
    }

    /// How loud neurons are on some items of every benchmark, the same whatever its limit.
    Loudness loudness() {
        Loudness known = loudness;
        if (known == null) {
            List<int[]> prompts = new ArrayList<>();
            for (Bench bench : desk.benches()) {
                new Draw(Loudness.PROMPTS, options.measure().seed())
                        .some(bench.benchmark().items()).stream()
                                .map(Item::opening)
                                .forEach(
                                        ask -> prompts.add(subject.prompter().prompt(ask.turns())));
            }
            known =
                    new Loudness(
                            subject.loaded(),
                            prompts,
                            subject.prompter().stop(),
                            options.measure().width());
            loudness = known;
        }
        return known;
    }

    /// The H-neurons first, then the controls.
    List<DrawnSet> sets() {
        return new SetStage(
                        options.probe(),
                        options.controls(),
                        options.measure().seed(),
                        loudness(),
                        desk.progress())
                .sets(desk.run());
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
        return subject.loaded().origin(desk.version(), options.measure().threads());
    }

    @Override
    public void close() {
        desk.close();
    }
}
