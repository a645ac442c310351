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
import dev.candor.lab.contribution.Position;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.origin.Funnel;
import dev.candor.lab.origin.JudgedAnswers;
import dev.candor.lab.probe.LabelledRows;
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

/// One model: asked, judged, captured. Replies and contributions are logs of a folder of its own,
/// so that a run which was cut off goes on.
final class AskedModel {
    /// How every model of a run is asked.
    ///
    /// @param out folder of the run
    /// @param maxTokens longest reply
    /// @param width replies that decode together
    /// @param seed of the run
    record How(Path out, int maxTokens, int width, long seed) {}

    private final How how;
    private final String name;
    private final LoadedModel loaded;
    private final Prompter prompter;
    private final Path folder;
    private final Progress progress;
    private final Judge judge = new RuleJudge();

    /// @param name of its folder
    AskedModel(How how, String name, LoadedModel loaded, Prompter prompter, Progress progress) {
        this.how = how;
        this.name = name;
        this.loaded = loaded;
        this.prompter = prompter;
        this.progress = progress;
        Path within = how.out().resolve(name);
        try {
            this.folder = Files.createDirectories(within);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    within + ": is no folder to write to: " + e.getMessage(), e);
        }
    }

    /// Answers to a set of questions.
    ///
    /// @param replies to all of them, in their order
    /// @param items those with a label and a span
    record Answered(List<Reply> replies, List<Item> items, Funnel funnel) {}

    /// @param verdict by rule
    record Reply(Response response, Verdict verdict) {}

    /// One greedy reply a question, judged by rule; those with a label and a span are kept.
    Answered ask(String set, List<Question> questions) {
        List<Reply> replies = replies(set, questions);
        List<AnswerLog.Labelled> labelled = new ArrayList<>();
        int cut = 0;
        for (int i = 0; i < replies.size(); i++) {
            Response response = replies.get(i).response;
            Verdict verdict = replies.get(i).verdict;
            cut += response.end() == Generation.End.MAX_TOKENS ? 1 : 0;
            if (verdict != Verdict.UNCLEAR) {
                labelled.add(
                        new AnswerLog.Labelled(
                                questions.get(i), verdict, List.of(response), List.of(verdict)));
            }
        }
        try (AnswerLog log = new AnswerLog(folder, set, new RuleSpan())) {
            AnswerLog.Result result = log.answers(labelled);
            List<Item> items =
                    result.answers().stream().map(each -> new Item(each, set, null)).toList();
            return new Answered(
                    replies,
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

    /// One greedy reply a question, judged by rule, in their order.
    List<Reply> replies(String set, List<Question> questions) {
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
                                                    how.width())
                                            .run(jobs),
                            prompter,
                            judge,
                            log,
                            new KnownReplies(),
                            GenerateOptions.greedy(how.maxTokens(), prompter.stop()),
                            how.seed());
            int[] done = {0};
            collector.collectAll(questions, 1, question -> stage.step(++done[0]));
            return questions.stream()
                    .map(question ->
                            new Reply(
                                    collector.responses(question).getFirst(),
                                    collector.verdicts(question).getFirst()))
                    .toList();
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

    /// Captures the contributions of answers into the folder's matrices, one a position.
    ///
    /// @param position which speaks for a token in signals
    List<AnswerRows> capture(List<Item> items, Position position) {
        List<int[]> prompts = items.stream().map(this::prompt).toList();
        try (ContributionCapture capture =
                new ContributionCapture(
                        loaded.session(),
                        loaded.tokenizer(),
                        PromptCache.commonPrefix(prompts),
                        OtherTokens.RESPONSE)) {
            return ContributionStage.run(
                    folder, items, capture, prompter, loaded.model().config(), position, progress);
        }
    }

    /// A matrix that [#capture] left.
    Path matrix(Position position) {
        return ContributionStage.matrix(folder, position);
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

    int[] prompt(Item item) {
        return prompter.prompt(item.answer().question().text());
    }
}
