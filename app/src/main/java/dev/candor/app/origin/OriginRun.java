package dev.candor.app.origin;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.app.find.StudyRows;
import dev.candor.app.origin.AskedModel.Answered;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.contribution.NpyMatrix;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.origin.Controls;
import dev.candor.lab.origin.Drift;
import dev.candor.lab.origin.Estimate;
import dev.candor.lab.origin.Funnel;
import dev.candor.lab.origin.JudgedAnswers;
import dev.candor.lab.origin.ModelPair;
import dev.candor.lab.origin.OriginResult;
import dev.candor.lab.origin.Side;
import dev.candor.lab.origin.Transfer;
import dev.candor.lab.origin.WeightDrift;
import dev.candor.lab.probe.ModelBinding;
import dev.candor.lab.report.ComplyReport.DialledModel;
import dev.candor.lab.report.ComplyReport.DialledProbe;
import dev.candor.lab.report.Origin;
import dev.candor.lab.report.OriginPage;
import dev.candor.lab.report.OriginReport;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.SettingsFile;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One run of `candor origin`. The two models are never held together but for the comparison of
/// their weights, which reads both a row at a time.
public final class OriginRun {
    /// What a run ends with.
    public static final String RESULT = "origin.json";

    /// Fewer answers of a class than this, and nothing is measured.
    static final int LEAST_ANSWERS = 10;

    private final OriginOptions options;
    private final String version;
    private final Progress progress;

    public OriginRun(OriginOptions options, String version, Progress progress) {
        this.options = options;
        this.version = version;
        this.progress = progress;
    }

    /// Runs what is left to run.
    ///
    /// @throws TooFewAnswersException if a model gave too few correct or too few wrong answers
    public OriginReport run() {
        OriginQuestions questions = OriginQuestions.read(options);
        try {
            Hashes hashes = check(questions);
            Path run = folder();
            try (RunLock lock = RunLock.take(run)) {
                Map<String, String> settings = settings(questions, hashes);
                SettingsFile.claim(run, settings);
                Files.deleteIfExists(run.resolve(Checksums.FILE));
                OriginReport report = measure(questions, hashes, settings);
                WholeFile.write(run.resolve(RESULT), report.json());
                WholeFile.write(run.resolve(ReportFiles.HTML), OriginPage.render(report));
                Checksums.of(run, List.of(RESULT, ReportFiles.HTML)).write(run);
                return report;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
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

    private record Hashes(String base, String instruct) {}

    /// Refuses what cannot be compared before anything is asked.
    private Hashes check(OriginQuestions questions) {
        try (Model before = Model.of(options.base().open());
                Model after = Model.of(options.instruct().open());
                Tokenizer ofBase = Tokenizer.from(before.file());
                Tokenizer ofInstruct = Tokenizer.from(after.file())) {
            ModelPair pair =
                    new ModelPair(
                            new ModelPair.Side(options.base().name(), before, ofBase),
                            new ModelPair.Side(options.instruct().name(), after, ofInstruct));
            pair.requireAlike(
                    Stream.concat(questions.asked().stream(), questions.fit().stream())
                            .map(Question::text)
                            .toList());
            pair.requireEightBits();
            ModelBinding binding = options.probe().binding();
            binding.requireShape(after.config().layers(), after.config().ffn());
            Hashes hashes = new Hashes(before.file().sha256(), after.file().sha256());
            if (!options.force()) {
                binding.requireModel(hashes.instruct);
            }
            return hashes;
        }
    }

    private boolean isForced(Hashes hashes) {
        return !hashes.instruct.equals(options.probe().from().modelSha256());
    }

    private Map<String, String> settings(OriginQuestions questions, Hashes hashes) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("format", "candor-origin-run/1");
        values.put("candor", version);
        values.put("base sha256", hashes.base);
        values.put("instruct sha256", hashes.instruct);
        values.put("probe sha256", options.probeSha256());
        if (isForced(hashes)) {
            values.put("probe made on", "sha256 " + options.probe().from().modelSha256());
        }
        values.put("questions", questions.described());
        values.put("instruct is asked", options.style().label());
        values.put("base is asked", options.form());
        values.put("decoding", "greedy, at most " + options.maxTokens() + " tokens");
        values.put("position", options.probe().position().label());
        values.put("draws", "" + options.draws());
        values.put("seed", "" + options.seed());
        return values;
    }

    /// What a model leaves behind when it is closed.
    private record Measured(Side side, double[] scores, List<AnswerRows> rows) {}

    /// The instruct model's part.
    private record Tuned(Measured measured, Controls controls, Funnel fit, Origin from) {}

    private OriginReport measure(
            OriginQuestions questions, Hashes hashes, Map<String, String> settings)
            throws IOException {
        Tuned tuned = instruct(questions);
        Measured base = base(questions, tuned.controls);
        Drift drift = drift();
        OriginResult result =
                new OriginResult(
                        base.side,
                        tuned.measured.side,
                        lost(tuned.measured, base),
                        tuned.fit,
                        drift);
        return OriginReport.of(
                new DialledModel(options.base().name(), options.base().isBundled(), hashes.base),
                new DialledModel(
                        options.instruct().name(), options.instruct().isBundled(), hashes.instruct),
                new DialledProbe(
                        options.probeName(),
                        options.probeSha256(),
                        options.probe().hNeurons().size(),
                        options.probe().neurons().count()),
                options.probe().weights().size(),
                options.probe().position(),
                tuned.from,
                settings,
                questions.files(),
                result,
                isForced(hashes) ? options.probe().from().modelName() : null);
    }

    private Tuned instruct(OriginQuestions questions) throws IOException {
        try (LoadedModel loaded =
                LoadedModel.open(options.instruct(), options.threads(), progress::say)) {
            StageStudy stage =
                    new StageStudy(
                            options,
                            "instruct",
                            loaded,
                            loaded.prompter(options.style()),
                            progress);
            Answered fit = stage.ask(StageStudy.FIT, questions.fit());
            Answered own = stage.ask(StageStudy.QUESTIONS, questions.asked());
            requireBoth(options.instruct().name(), "to fit controls on", fit.funnel());
            requireBoth(options.instruct().name(), "to measure on", own.funnel());
            List<AnswerRows> rows =
                    stage.capture(
                            Stream.concat(fit.items().stream(), own.items().stream()).toList());
            try (NpyMatrix matrix = NpyMatrix.open(stage.matrix())) {
                progress.say("fit controls: " + options.draws() + " draws of each kind");
                Controls controls =
                        Controls.fit(
                                options.probe(),
                                AskedModel.judged(matrix, of(rows, StageStudy.FIT)),
                                options.draws(),
                                options.seed(),
                                options.threads());
                return new Tuned(
                        measured(
                                stage,
                                options.style().label(),
                                own,
                                matrix,
                                of(rows, StageStudy.QUESTIONS),
                                controls),
                        controls,
                        fit.funnel(),
                        loaded.origin(version, options.threads()));
            }
        }
    }

    private Measured base(OriginQuestions questions, Controls controls) throws IOException {
        try (LoadedModel loaded =
                LoadedModel.open(options.base(), options.threads(), progress::say)) {
            StageStudy stage =
                    new StageStudy(
                            options,
                            "base",
                            loaded,
                            Prompter.completion(loaded.tokenizer(), options.form()),
                            progress);
            Answered own = stage.ask(StageStudy.QUESTIONS, questions.asked());
            requireBoth(options.base().name(), "to measure on", own.funnel());
            List<AnswerRows> rows = stage.capture(own.items());
            try (NpyMatrix matrix = NpyMatrix.open(stage.matrix())) {
                return measured(stage, options.form(), own, matrix, rows, controls);
            }
        }
    }

    private Measured measured(
            StageStudy stage,
            String prompt,
            Answered answered,
            NpyMatrix matrix,
            List<AnswerRows> rows,
            Controls controls) {
        JudgedAnswers answers = AskedModel.judged(matrix, rows);
        return new Measured(
                stage.measure(prompt, answered, answers, controls),
                options.probe().linear().of(matrix, answers.rows()),
                rows);
    }

    private static List<AnswerRows> of(List<AnswerRows> rows, String part) {
        return rows.stream().filter(row -> row.part().equals(part)).toList();
    }

    static void requireBoth(String model, String purpose, Funnel funnel) {
        if (Math.min(funnel.correct(), funnel.wrong()) < LEAST_ANSWERS) {
            throw new TooFewAnswersException(
                    "%s gave %d correct and %d wrong answers with a span %s (of %d questions; %d unclear, %d without a span), expected at least %d of each"
                            .formatted(
                                    model,
                                    funnel.correct(),
                                    funnel.wrong(),
                                    purpose,
                                    funnel.asked(),
                                    funnel.unclear(),
                                    funnel.withoutSpan(),
                                    LEAST_ANSWERS));
        }
    }

    private Estimate lost(Measured instruct, Measured base) {
        int[] clusters =
                StudyRows.clusters(
                        Stream.concat(instruct.rows.stream(), base.rows.stream())
                                .map(OriginRun::withItsQuestion)
                                .toList());
        int own = instruct.rows.size();
        return Transfer.difference(
                new Transfer.Scored(
                        instruct.scores,
                        AskedModel.wrong(instruct.rows),
                        Arrays.copyOf(clusters, own)),
                new Transfer.Scored(
                        base.scores,
                        AskedModel.wrong(base.rows),
                        Arrays.copyOfRange(clusters, own, clusters.length)),
                options.seed());
    }

    /// In a group of its question too: both models' answers to it are drawn together.
    private static AnswerRows withItsQuestion(AnswerRows row) {
        return new AnswerRows(
                row.questionId(),
                row.part(),
                row.verdict(),
                row.answerRow(),
                row.otherRow(),
                row.answerTokens(),
                Stream.concat(row.groups().stream(), Stream.of("question " + row.questionId()))
                        .toList(),
                row.unanswerable(),
                row.signals(),
                row.agreement());
    }

    private Drift drift() {
        try (Model before = Model.of(options.base().open());
                Model after = Model.of(options.instruct().open());
                Workers workers = new Workers(options.threads());
                Progress.Stage stage =
                        progress.stage("compare weights, layers", after.config().layers())) {
            WeightDrift weights =
                    WeightDrift.between(
                            before,
                            after,
                            KernelProvider.best(warning -> {}),
                            workers,
                            stage::step);
            return Drift.of(weights, options.probe(), options.seed());
        }
    }
}
