package dev.candor.app.find;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.PromptCache;
import dev.candor.lab.answer.Collector;
import dev.candor.lab.answer.Consistency;
import dev.candor.lab.answer.Consistency.Outcome;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.Split;
import dev.candor.lab.probe.NoNeuronsException;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One run of `candor find`, from questions to the report. Every stage appends to its own file in
/// the run's folder, and begins where that file ends.
public final class FindRun {
    private final FindOptions options;
    private final LoadedModel loaded;
    private final String version;
    private final Progress progress;
    private final RuleJudge judge = new RuleJudge();

    public FindRun(FindOptions options, LoadedModel loaded, String version, Progress progress) {
        this.options = options;
        this.loaded = loaded;
        this.version = version;
        this.progress = progress;
    }

    /// Runs what is left to run.
    public FindResult run() {
        StudyQuestions study = StudyQuestions.read(options);
        requireTemplate();
        Path run = folder();
        try (RunLock lock = RunLock.take(run);
                SampleSource samples = new SampleSource(options, loaded, study, progress)) {
            String hash = loaded.model().file().sha256();
            RunSettings settings = RunSettings.of(options, hash, study, version);
            settings.claim(run);
            PromptCalibration.Result style = style(run, study, samples);
            Prompter prompter = loaded.prompter(style.used());
            try (PromptCache cache = cache(prompter, study)) {
                Collected collected = collect(run, study, prompter, cache, samples);
                ReportStage reports =
                        new ReportStage(options, loaded.model(), version, study, style, collected);
                FindResult result =
                        study(run, study, settings, style, prompter, cache, collected, reports);
                write(run, result.report());
                return result;
            }
        }
    }

    private FindResult study(
            Path run,
            StudyQuestions study,
            RunSettings settings,
            PromptCalibration.Result style,
            Prompter prompter,
            PromptCache cache,
            Collected collected,
            ReportStage reports) {
        String tooSmall = tooSmall(collected);
        if (!tooSmall.isEmpty()) {
            return new FindResult(
                    reports.report(null, null), FindResult.End.CLASS_TOO_SMALL, tooSmall);
        }
        ProbeStage stage = new ProbeStage(options, loaded, run, progress);
        StudyRows rows = stage.contributions(collected, prompter, cache);
        try {
            ProbeStage.Found found =
                    stage.train(
                            rows,
                            prompter,
                            cache,
                            validation(study, collected),
                            study.evaluation().stream().map(StudyQuestions.Source::set).toList(),
                            provenance(study, settings, style, collected));
            return new FindResult(reports.report(rows, found), FindResult.End.FOUND, "");
        } catch (NoNeuronsException none) {
            return new FindResult(
                    reports.report(rows, null),
                    FindResult.End.NO_NEURON,
                    run + ": " + none.getMessage());
        }
    }

    /// Why there cannot be a probe, or nothing.
    private String tooSmall(Collected collected) {
        int correct = collected.count("", Verdict.CORRECT);
        int wrong = collected.count("", Verdict.WRONG);
        if (Math.min(correct, wrong) < ProbeStage.LEAST_ROWS) {
            return "%d consistently correct and %d consistently wrong answers with a span, expected at least %d of each: no probe"
                    .formatted(correct, wrong, ProbeStage.LEAST_ROWS);
        }
        for (String part : List.of(Parts.TRAIN, Parts.VALIDATION, Parts.TEST)) {
            int right = collected.count(part, Verdict.CORRECT);
            int bad = collected.count(part, Verdict.WRONG);
            if (Math.min(right, bad) == 0) {
                return "the %s split has %d correct and %d wrong answers, expected some of each: no probe"
                        .formatted(part, right, bad);
            }
        }
        return "";
    }

    /// Validation questions of both classes, the same number of each where there are enough; of
    /// given answers only those to which a right answer is known.
    private static List<Question> validation(StudyQuestions study, Collected collected) {
        List<Question> questions = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.CORRECT, Verdict.WRONG)) {
            collected.items().stream()
                    .filter(item -> item.part().equals(Parts.VALIDATION))
                    .filter(item -> item.answer().verdict() == verdict)
                    .map(item -> item.answer().question())
                    .filter(question -> study.given() == null || !question.isUnanswerable())
                    .limit(SuppressionTrial.PER_CLASS)
                    .forEach(questions::add);
        }
        return questions;
    }

    private Provenance provenance(
            StudyQuestions study,
            RunSettings settings,
            PromptCalibration.Result style,
            Collected collected) {
        Map<String, String> data = new LinkedHashMap<>();
        Stream.concat(study.trainingFiles().stream(), study.evaluationFiles().stream())
                .forEach(file -> data.put(file.source(), file.sha256()));
        Map<String, String> all = new LinkedHashMap<>(settings.values());
        all.put("prompt style used", style.used().label());
        all.put("consistently correct", "" + collected.training().consistency().correct());
        all.put("consistently wrong", "" + collected.training().consistency().wrong());
        all.put("code sha256", CodeHash.compute());
        return new Provenance(
                options.model().name(),
                loaded.model().file().sha256(),
                data,
                options.seed(),
                version,
                System.getProperty("java.version"),
                all);
    }

    private static void write(Path run, FindReport report) {
        try {
            ReportFiles.write(run, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// Before the folder is claimed: the user will name another style, and maybe the same folder.
    private void requireTemplate() {
        String style = options.promptStyle();
        if (!style.equals("auto")) {
            Prompter _ = loaded.prompter(PromptStyle.named(style));
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

    /// What was collected and labelled.
    ///
    /// @param training how collecting ended
    /// @param items answers with spans, training first, in the order of the matrix
    /// @param funnels of each set, training first
    record Collected(
            TrainingCollection.Result training,
            List<ContributionStage.Item> items,
            List<SetFunnel> funnels) {
        /// Answers of a verdict; of a split, or of all training questions where it is empty.
        int count(String split, Verdict verdict) {
            List<String> parts =
                    split.isEmpty()
                            ? List.of(Parts.TRAIN, Parts.VALIDATION, Parts.TEST)
                            : List.of(split);
            return (int)
                    items.stream()
                            .filter(item -> parts.contains(item.part()))
                            .filter(item -> item.answer().verdict() == verdict)
                            .count();
        }
    }

    private PromptCalibration.Result style(Path run, StudyQuestions study, SampleSource samples) {
        if (!options.promptStyle().equals("auto")) {
            return new PromptCalibration.Result(
                    PromptStyle.named(options.promptStyle()), List.of());
        }
        GivenAnswers given = study.given();
        if (given != null) {
            return new PromptCalibration.Result(given.style(), List.of());
        }
        if (loaded.template() == null) {
            progress.say("the model has no chat template: few-shot prompts");
            return new PromptCalibration.Result(PromptStyle.FEW_SHOT, List.of());
        }
        if (options.model().isBundled()) {
            return new PromptCalibration.Result(PromptStyle.BARE, List.of()); // as it was tuned
        }
        Map<PromptStyle, Collector> collectors = new LinkedHashMap<>();
        List<AutoCloseable> open = new ArrayList<>();
        try {
            for (PromptStyle each : PromptCalibration.STYLES) {
                Prompter prompter = loaded.prompter(each);
                PromptCache cache = cache(prompter, study);
                RecordLog<Response> log =
                        RecordLog.open(
                                run.resolve("calibration-" + each.label() + ".jsonl"),
                                Response.class);
                open.add(cache);
                open.add(log);
                collectors.put(each, collector(prompter, cache, log, samples));
            }
            PromptCalibration.Result result =
                    PromptCalibration.run(collectors, study.questionsOf(Split.TRAIN), progress);
            progress.say("prompt style: " + result.used().label());
            return result;
        } finally {
            open.forEach(FindRun::closeQuietly);
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private PromptCache cache(Prompter prompter, StudyQuestions study) {
        Stream<Question> all =
                Stream.concat(
                        study.trainingQuestions().stream(),
                        study.evaluation().stream().flatMap(source -> source.taken().stream()));
        List<int[]> prompts = all.map(question -> prompter.prompt(question.text())).toList();
        return new PromptCache(loaded.session(), PromptCache.commonPrefix(prompts));
    }

    private Collector collector(
            Prompter prompter, PromptCache cache, RecordLog<Response> log, SampleSource samples) {
        GenerateOptions sampling =
                new GenerateOptions(
                        options.maxTokens(),
                        options.temperature(),
                        options.topK(),
                        options.topP(),
                        prompter.stop(),
                        0);
        return new Collector(
                samples.drawing(cache), prompter, judge, log, sampling, options.seed());
    }

    private Collected collect(
            Path run,
            StudyQuestions study,
            Prompter prompter,
            PromptCache cache,
            SampleSource samples) {
        List<ContributionStage.Item> items = new ArrayList<>();
        List<SetFunnel> funnels = new ArrayList<>();
        GivenAnswers given = study.given();
        TrainingCollection.Result training;
        if (given == null) {
            training = ask(run, study, prompter, cache, samples, items, funnels);
        } else {
            training = given.collection(study);
            AnswerLog.Result result = given.answers(study, prompter, loaded.tokenizer());
            add(result, study, items);
            funnels.add(SetFunnel.training(study, training, result, 1));
        }
        for (StudyQuestions.Source source : study.evaluation()) {
            funnels.add(evaluation(run, source, prompter, cache, samples, items));
        }
        return new Collected(training, items, funnels);
    }

    private TrainingCollection.Result ask(
            Path run,
            StudyQuestions study,
            Prompter prompter,
            PromptCache cache,
            SampleSource samples,
            List<ContributionStage.Item> items,
            List<SetFunnel> funnels) {
        try (RecordLog<Response> log =
                        RecordLog.open(run.resolve("samples-training.jsonl"), Response.class);
                AnswerLog answers = new AnswerLog(run, "training")) {
            Collector collector = collector(prompter, cache, log, samples);
            TrainingCollection.Result training =
                    new TrainingCollection(
                                    collector,
                                    study.trainingQuestions(),
                                    options.perClass(),
                                    progress)
                            .collect(options.samples(), options.consistent());
            List<AnswerLog.Labelled> labelled = new ArrayList<>();
            training.outcomes()
                    .forEach((question, outcome) -> label(outcome, question, collector, labelled));
            AnswerLog.Result result = answers.answers(labelled);
            add(result, study, items);
            funnels.add(SetFunnel.training(study, training, result, options.samples()));
            return training;
        }
    }

    private static void add(
            AnswerLog.Result result, StudyQuestions study, List<ContributionStage.Item> items) {
        result.answers()
                .forEach(answer ->
                        items.add(
                                new ContributionStage.Item(
                                        answer, Parts.of(study.split(answer.question())))));
    }

    private SetFunnel evaluation(
            Path run,
            StudyQuestions.Source source,
            Prompter prompter,
            PromptCache cache,
            SampleSource samples,
            List<ContributionStage.Item> items) {
        String set = source.set();
        Consistency one = new Consistency(1, 1, 1);
        try (RecordLog<Response> log =
                        RecordLog.open(
                                run.resolve("samples-" + FileNames.safe(set) + ".jsonl"),
                                Response.class);
                AnswerLog answers = new AnswerLog(run, FileNames.safe(set));
                Progress.Stage stage = progress.stage("ask " + set, source.taken().size())) {
            Collector collector = collector(prompter, cache, log, samples);
            int[] done = {0};
            collector.collect(
                    source.taken(), one, Collector.Wanted.BOTH, question -> stage.step(++done[0]));
            Map<Question, Outcome> outcomes = new LinkedHashMap<>();
            List<AnswerLog.Labelled> labelled = new ArrayList<>();
            for (Question question : source.taken()) {
                Outcome outcome = one.outcome(collector.verdicts(question));
                outcomes.put(question, outcome);
                label(outcome, question, collector, labelled);
            }
            AnswerLog.Result result = answers.answers(labelled);
            result.answers().forEach(answer -> items.add(new ContributionStage.Item(answer, set)));
            return SetFunnel.evaluation(source, outcomes, result);
        }
    }

    private static void label(
            Outcome outcome,
            Question question,
            Collector collector,
            List<AnswerLog.Labelled> labelled) {
        switch (outcome) {
            case CONSISTENTLY_CORRECT, CONSISTENTLY_WRONG ->
                    labelled.add(
                            new AnswerLog.Labelled(
                                    question,
                                    outcome == Outcome.CONSISTENTLY_CORRECT
                                            ? Verdict.CORRECT
                                            : Verdict.WRONG,
                                    collector.responses(question),
                                    collector.verdicts(question)));
            case DECLINED, MIXED, OPEN -> {}
        }
    }
}
