package dev.candor.app.demo;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.bundled.Stage;
import dev.candor.app.bundled.Study;
import dev.candor.app.find.FindOptions;
import dev.candor.app.find.FindResult;
import dev.candor.app.find.FindRun;
import dev.candor.app.find.Judging;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.app.find.QuestionSource;
import dev.candor.app.find.RunFiles;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.contribution.OtherTokens;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.probe.Stability;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Finds the bundled model's H-neurons afresh and turns them in a few conversations.
public final class DemoRun {
    private static final int TOP_K = 50;
    private static final float TOP_P = 0.9f;
    private static final long SEED = 7;
    private static final int DRAWS = 10;
    private static final int AGREEMENT = 100;
    private static final int WIDTH = 32;

    private final Bundle bundle;
    private final Path out;
    private final int threads;
    private final String version;
    private final Progress progress;

    /// @param out the run's folder: new, empty, or of an earlier demo
    public DemoRun(Bundle bundle, Path out, int threads, String version, Progress progress) {
        this.bundle = bundle;
        this.out = out;
        this.threads = threads;
        this.version = version;
        this.progress = progress;
    }

    /// Runs from the questions to the report.
    public FindResult run() throws IOException {
        List<Example> examples = Example.parse(bundle.bytes(Example.FILE));
        FindOptions options = options(bundle.study());
        DemoFolder.clear(out);
        progress.say("demo: a fresh run of find on the bundled test model, in " + out);
        try (LoadedModel loaded = LoadedModel.open(options.model(), threads, progress::say)) {
            FindResult found = new FindRun(options, loaded, version, progress).run();
            return switch (found.end()) {
                case FOUND -> found.with(turned(found.report(), loaded, options, examples));
                case CLASS_TOO_SMALL, NO_NEURON -> found;
            };
        }
    }

    private FindReport turned(
            FindReport report, LoadedModel loaded, FindOptions options, List<Example> examples)
            throws IOException {
        Probe probe = ProbeFile.read(out.resolve("probe.json"));
        PromptStyle style = PromptStyle.named(report.settings().promptStyleUsed());
        Dial dial = new Dial(loaded, probe, loaded.prompter(style), options.maxTokens());
        FindReport whole = report.withDial(dial.turn(examples, progress));
        RunFiles.unseal(out);
        ReportFiles.write(out, whole);
        RunFiles.seal(out);
        return whole;
    }

    private FindOptions options(Study study) {
        return new FindOptions(
                new ModelSource.InBundle(bundle, Stage.INSTRUCT),
                QuestionSource.bundled(bundle, study.questions(), Integer.MAX_VALUE),
                QuestionSource.bundled(bundle, study.evaluations(), Integer.MAX_VALUE),
                out,
                "",
                study.perClass(),
                study.samples(),
                study.consistent(),
                study.temperature(),
                TOP_K,
                TOP_P,
                study.maxTokens(),
                SEED,
                "auto",
                Position.INPUT,
                OtherTokens.SEQUENCE,
                List.of(),
                DRAWS,
                Stability.LEAST,
                AGREEMENT,
                true,
                WIDTH,
                threads,
                Judging.BY_RULE,
                null,
                null,
                null);
    }
}
