package dev.candor.app.origin;

import dev.candor.app.find.AnswerLog;
import dev.candor.app.find.ContributionStage;
import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.app.find.ContributionStage.Item;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.app.find.StudyRows;
import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.answer.Collector;
import dev.candor.lab.answer.Judge;
import dev.candor.lab.answer.KnownReplies;
import dev.candor.lab.answer.LabelledAnswer;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.RuleSpan;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.OtherTokens;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.origin.Controls;
import dev.candor.lab.origin.Funnel;
import dev.candor.lab.origin.JudgedAnswers;
import dev.candor.lab.origin.Separation;
import dev.candor.lab.origin.Side;
import dev.candor.lab.origin.Signal;
import dev.candor.lab.origin.Timing;
import dev.candor.lab.origin.TimingCapture;
import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.store.RecordLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// One of the two models: asked, judged, captured. Replies and contributions are logs of the
/// stage's own folder, so that a run which was cut off goes on.
final class StageStudy {
    /// The questions that everything is measured on.
    static final String QUESTIONS = "questions";

    /// The questions that controls are fitted on.
    static final String FIT = "fit";

    private final OriginOptions options;
    private final String name;
    private final LoadedModel loaded;
    private final Prompter prompter;
    private final Path folder;
    private final Progress progress;
    private final Judge judge = new RuleJudge();

    /// @param name `base` or `instruct`
    StageStudy(
            OriginOptions options,
            String name,
            LoadedModel loaded,
            Prompter prompter,
            Progress progress) {
        this.options = options;
        this.name = name;
        this.loaded = loaded;
        this.prompter = prompter;
        this.progress = progress;
        Path within = options.out().resolve(name);
        try {
            this.folder = Files.createDirectories(within);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    within + ": is no folder to write to: " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    /// Answers to a set of questions.
    ///
    /// @param items those with a label and a span
    record Answered(List<Item> items, Funnel funnel) {}

    /// One greedy reply a question, judged by rule.
    Answered ask(String set, List<Question> questions) {
        List<int[]> prompts =
                questions.stream().map(question -> prompter.prompt(question.text())).toList();
        try (PromptCache cache =
                        new PromptCache(loaded.session(), PromptCache.commonPrefix(prompts));
                RecordLog<Response> log =
                        RecordLog.open(
                                folder.resolve("samples-" + set + ".jsonl"), Response.class);
                Progress.Stage stage =
                        progress.stage("ask " + name + ", " + set, questions.size())) {
            Collector collector =
                    new Collector(
                            jobs ->
                                    new ContinuousBatch(
                                                    loaded.session(),
                                                    loaded.tokenizer(),
                                                    cache,
                                                    options.width())
                                            .run(jobs),
                            prompter,
                            judge,
                            log,
                            new KnownReplies(),
                            GenerateOptions.greedy(options.maxTokens(), prompter.stop()),
                            options.seed());
            int[] done = {0};
            collector.collectAll(questions, 1, question -> stage.step(++done[0]));
            return answered(set, questions, collector);
        }
    }

    private Answered answered(String set, List<Question> questions, Collector collector) {
        List<AnswerLog.Labelled> labelled = new ArrayList<>();
        int cut = 0;
        for (Question question : questions) {
            List<Response> replies = collector.responses(question);
            Verdict verdict = collector.verdicts(question).getFirst();
            cut += replies.getFirst().end() == Generation.End.MAX_TOKENS ? 1 : 0;
            if (verdict != Verdict.UNCLEAR) {
                labelled.add(
                        new AnswerLog.Labelled(
                                question, verdict, replies, collector.verdicts(question)));
            }
        }
        try (AnswerLog log = new AnswerLog(folder, set, new RuleSpan())) {
            AnswerLog.Result result = log.answers(labelled);
            List<Item> items =
                    result.answers().stream().map(each -> new Item(each, set, null)).toList();
            return new Answered(
                    items,
                    new Funnel(
                            questions.size(),
                            questions.size() - labelled.size(),
                            dropped(result.dropped()),
                            count(result.answers(), Verdict.CORRECT),
                            count(result.answers(), Verdict.WRONG),
                            cut));
        }
    }

    private static List<Funnel.Dropped> dropped(List<AnswerLog.Dropped> all) {
        Map<String, int[]> counts = new TreeMap<>();
        for (AnswerLog.Dropped each : all) {
            counts.computeIfAbsent(each.reason(), reason -> new int[2])[
                    each.verdict() == Verdict.CORRECT ? 0 : 1]++;
        }
        return counts.entrySet().stream()
                .map(each ->
                        new Funnel.Dropped(each.getKey(), each.getValue()[0], each.getValue()[1]))
                .toList();
    }

    private static int count(List<LabelledAnswer> answers, Verdict verdict) {
        return (int) answers.stream().filter(each -> each.verdict() == verdict).count();
    }

    /// Captures the contributions of answers into the folder's matrices.
    List<AnswerRows> capture(List<Item> items) {
        List<int[]> prompts = items.stream().map(this::prompt).toList();
        try (ContributionCapture capture =
                new ContributionCapture(
                        loaded.session(),
                        loaded.tokenizer(),
                        PromptCache.commonPrefix(prompts),
                        OtherTokens.RESPONSE)) {
            return ContributionStage.run(
                    folder,
                    items,
                    capture,
                    prompter,
                    loaded.model().config(),
                    options.probe().position(),
                    progress);
        }
    }

    /// The matrix that [#capture] left.
    Path matrix() {
        return ContributionStage.matrix(folder, options.probe().position());
    }

    /// Answers of one set.
    static JudgedAnswers judged(FloatMatrix matrix, List<AnswerRows> rows) {
        boolean[] wrong = wrong(rows);
        return new JudgedAnswers(
                matrix,
                LabelledRows.unweighted(
                        rows.stream().mapToInt(AnswerRows::answerRow).toArray(), wrong),
                StudyRows.clusters(rows),
                values(rows, AnswerRows::answerTokens),
                values(rows, row -> row.signals().meanLogProbability()));
    }

    static boolean[] wrong(List<AnswerRows> rows) {
        boolean[] wrong = new boolean[rows.size()];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = rows.get(i).verdict() == Verdict.WRONG;
        }
        return wrong;
    }

    private static double[] values(List<AnswerRows> rows, ToDoubleFunction<AnswerRows> of) {
        return rows.stream().mapToDouble(of).toArray();
    }

    /// What is measured on the answers to [#QUESTIONS].
    ///
    /// @param prompt how the model was asked
    Side measure(String prompt, Answered answered, JudgedAnswers answers, Controls controls) {
        progress.say("measure " + name + ": separation, signal, timing");
        Probe probe = options.probe();
        boolean[] wrong = answers.rows().labels();
        return new Side(
                prompt,
                answered.funnel(),
                Separation.of(
                        probe,
                        controls,
                        answers,
                        new Bootstrap(Bootstrap.DEFAULT_RESAMPLES, options.seed())),
                Signal.of(
                        probe.linear().of(answers.matrix(), answers.rows()),
                        wrong,
                        answers.clusters(),
                        probe.threshold(),
                        options.seed()),
                timing(answered.items(), wrong, answers.clusters(), controls));
    }

    private Timing timing(List<Item> items, boolean[] wrong, int[] clusters, Controls controls) {
        List<NeuronSet> sets = new ArrayList<>();
        sets.add(options.probe().hNeurons());
        sets.addAll(controls.randomSets());
        sets.addAll(controls.matchedSets());
        TimingCapture capture =
                new TimingCapture(
                        loaded.session(), loaded.tokenizer(), options.probe().position(), sets);
        List<ContributionCapture.Answer> answers =
                items.stream()
                        .map(item ->
                                new ContributionCapture.Answer(
                                        prompt(item),
                                        item.answer().response().tokens(),
                                        item.answer().span()))
                        .toList();
        return Timing.of(
                capture.read(answers),
                controls.randomSets().size(),
                wrong,
                clusters,
                options.seed());
    }

    private int[] prompt(Item item) {
        return prompter.prompt(item.answer().question().text());
    }
}
