package dev.candor.app.find;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.lab.answer.Collector;
import dev.candor.lab.answer.Consistency;
import dev.candor.lab.answer.Consistency.Outcome;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
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
        Path run = folder();
        try (RunLock lock = RunLock.take(run)) {
            String hash = loaded.model().file().sha256();
            RunSettings settings = RunSettings.of(options, hash, study, version);
            settings.claim(run);
            PromptCalibration.Result style = style(run, study);
            Prompter prompter = prompter(style.used());
            try (PromptCache cache = cache(prompter, study)) {
                Collected collected = collect(run, study, prompter, cache);
                return new ProbeStage(
                                options, loaded, version, progress, run, study, settings, lock)
                        .run(style, prompter, cache, collected);
            }
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
            List<SetFunnel> funnels) {}

    private PromptCalibration.Result style(Path run, StudyQuestions study) {
        if (!options.promptStyle().equals("auto")) {
            return new PromptCalibration.Result(
                    PromptStyle.named(options.promptStyle()), List.of());
        }
        if (loaded.template() == null) {
            progress.say("the model has no chat template: few-shot prompts");
            return new PromptCalibration.Result(PromptStyle.FEW_SHOT, List.of());
        }
        Map<PromptStyle, Collector> collectors = new LinkedHashMap<>();
        List<AutoCloseable> open = new ArrayList<>();
        try {
            for (PromptStyle each : PromptStyle.values()) {
                Prompter prompter = prompter(each);
                PromptCache cache = cache(prompter, study);
                RecordLog<Response> log =
                        RecordLog.open(
                                run.resolve("calibration-" + each.label() + ".jsonl"),
                                Response.class);
                open.add(cache);
                open.add(log);
                collectors.put(each, collector(prompter, cache, log));
            }
            PromptCalibration.Result result =
                    PromptCalibration.run(collectors, study.trainingQuestions(), progress);
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

    private Prompter prompter(PromptStyle style) {
        return switch (style) {
            case FEW_SHOT -> Prompter.fewShot(loaded.tokenizer());
            case CHAT -> {
                ChatTemplate template = loaded.template();
                if (template == null) {
                    throw new IllegalArgumentException(
                            options.model()
                                    + ": has no chat template, expected one for --prompt-style"
                                    + " chat; use --prompt-style few-shot");
                }
                yield Prompter.chat(loaded.tokenizer(), template);
            }
        };
    }

    private PromptCache cache(Prompter prompter, StudyQuestions study) {
        Stream<Question> all =
                Stream.concat(
                        study.trainingQuestions().stream(),
                        study.evaluation().stream().flatMap(source -> source.taken().stream()));
        List<int[]> prompts = all.map(question -> prompter.prompt(question.text())).toList();
        return new PromptCache(loaded.session(), PromptCache.commonPrefix(prompts));
    }

    private Collector collector(Prompter prompter, PromptCache cache, RecordLog<Response> log) {
        GenerateOptions sampling =
                new GenerateOptions(
                        options.maxTokens(),
                        options.temperature(),
                        options.topK(),
                        options.topP(),
                        prompter.stop(),
                        0);
        ContinuousBatch batch =
                new ContinuousBatch(loaded.session(), loaded.tokenizer(), cache, options.width());
        return new Collector(batch, prompter, judge, log, sampling, options.seed());
    }

    private Collected collect(
            Path run, StudyQuestions study, Prompter prompter, PromptCache cache) {
        List<ContributionStage.Item> items = new ArrayList<>();
        List<SetFunnel> funnels = new ArrayList<>();
        TrainingCollection.Result training;
        try (RecordLog<Response> log =
                        RecordLog.open(run.resolve("samples-training.jsonl"), Response.class);
                AnswerLog answers = new AnswerLog(run, "training")) {
            Collector collector = collector(prompter, cache, log);
            training =
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
            result.answers()
                    .forEach(answer ->
                            items.add(
                                    new ContributionStage.Item(
                                            answer, Parts.of(study.split(answer.question())))));
            funnels.add(SetFunnel.training(study, training, result, options.samples()));
        }
        for (StudyQuestions.Source source : study.evaluation()) {
            funnels.add(evaluation(run, source, prompter, cache, items));
        }
        return new Collected(training, items, funnels);
    }

    private SetFunnel evaluation(
            Path run,
            StudyQuestions.Source source,
            Prompter prompter,
            PromptCache cache,
            List<ContributionStage.Item> items) {
        String set = source.file().source();
        Consistency one = new Consistency(1, 1, 1);
        try (RecordLog<Response> log =
                        RecordLog.open(
                                run.resolve("samples-" + FileNames.safe(set) + ".jsonl"),
                                Response.class);
                AnswerLog answers = new AnswerLog(run, FileNames.safe(set));
                Progress.Stage stage = progress.stage("ask " + set, source.taken().size())) {
            Collector collector = collector(prompter, cache, log);
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
