package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.lab.answer.Answered;
import dev.candor.lab.corpus.Joined;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionText;
import dev.candor.lab.report.ValidateReport.AnswerCounts;
import dev.candor.lab.report.ValidateReport.Line;
import dev.candor.lab.report.ValidateReport.QuestionItem;
import dev.candor.lab.report.ValidateReport.QuestionsCompared;
import dev.candor.lab.report.ValidateReport.Texts;
import dev.candor.lab.retention.KnownReply;
import dev.candor.lab.retention.RetentionTrial;
import dev.candor.lab.statistics.Paired;
import dev.candor.lab.store.RecordLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// A set of questions with the log of both models' greedy replies.
///
/// @param set what is asked
/// @param known whether it stands for what the model knows
/// @param log open until this is closed
record AnswersLog(AskedQuestions set, boolean known, RecordLog<KnownReply> log)
        implements AutoCloseable {
    /// @param name of the log, unique within the run
    static AnswersLog open(Path run, String name, AskedQuestions set, boolean known) {
        return new AnswersLog(
                set,
                known,
                RecordLog.open(run.resolve("answers-" + name + ".jsonl"), KnownReply.class));
    }

    /// Asks what the log does not hold.
    void ask(Desk desk, Subject subject, Side side) {
        RetentionTrial trial =
                new RetentionTrial(
                        List.of(set.of(subject, desk.assessors().judge(), desk.options())));
        List<dev.candor.lab.retention.Setting> settings = List.of(side.measured());
        List<KnownReply> held = List.copyOf(log.records());
        String title = side.label() + ", " + set.source().name();
        try (Progress.Stage stage = desk.progress().stage(title, trial.outcomes(1))) {
            int[] done = {trial.held(settings, held)};
            trial.measure(
                    settings,
                    held,
                    outcome -> {
                        if (outcome instanceof KnownReply reply) {
                            log.append(reply);
                            stage.step(++done[0]);
                        }
                    });
        }
    }

    /// @param original what became of it
    /// @param edited what became of it
    private record Pair(
            Question question,
            KnownReply said,
            KnownReply says,
            Answered original,
            Answered edited) {
        boolean isChanged() {
            return !said.text().equals(says.text());
        }
    }

    /// Both models side by side, once both were asked.
    QuestionsCompared compared(boolean texts, long seed) {
        List<Pair> pairs = pairs();
        List<String> groups = groups();
        List<Line> lines = new ArrayList<>();
        lines.add(line(QuestionsCompared.RIGHT, pairs, groups, seed, a -> true, Answered.RIGHT));
        if (known) {
            lines.add(kept(pairs, groups, seed));
        }
        Predicate<Answered> answered = a -> a == Answered.RIGHT || a == Answered.WRONG;
        lines.add(
                line(
                        QuestionsCompared.WRONG_OF_ANSWERED,
                        pairs,
                        groups,
                        seed,
                        answered,
                        Answered.WRONG));
        lines.add(line(QuestionsCompared.WRONG, pairs, groups, seed, a -> true, Answered.WRONG));
        lines.add(
                line(
                        QuestionsCompared.DECLINED,
                        pairs,
                        groups,
                        seed,
                        a -> true,
                        Answered.DECLINED));
        return new QuestionsCompared(
                set.source().name(),
                known,
                set.sha256(),
                pairs.size(),
                lines,
                counts(pairs.stream().map(Pair::original).toList(), replies(Side.ORIGINAL)),
                counts(pairs.stream().map(Pair::edited).toList(), replies(Side.EDITED)),
                (int) pairs.stream().filter(Pair::isChanged).count(),
                pairs.stream().map(pair -> item(pair, texts)).toList());
    }

    private List<Pair> pairs() {
        Map<String, KnownReply> before = replies(Side.ORIGINAL);
        Map<String, KnownReply> after = replies(Side.EDITED);
        List<Pair> pairs = new ArrayList<>();
        for (Question question : set.asked()) {
            KnownReply said = Objects.requireNonNull(before.get(question.id()), question.id());
            KnownReply says = Objects.requireNonNull(after.get(question.id()), question.id());
            pairs.add(
                    new Pair(
                            question,
                            said,
                            says,
                            Answered.of(question, said.text(), said.verdict()),
                            Answered.of(question, says.text(), says.verdict())));
        }
        return pairs;
    }

    private Map<String, KnownReply> replies(Side side) {
        Map<String, KnownReply> replies = new HashMap<>();
        for (KnownReply reply : log.records()) {
            if (reply.setting().equals(side.setting())) {
                replies.put(reply.item(), reply);
            }
        }
        return replies;
    }

    /// What each question is about: those that share a group are resampled together.
    private List<String> groups() {
        Joined joined = new Joined();
        for (Question question : set.asked()) {
            List<String> names = new ArrayList<>(question.groups());
            names.add(QuestionText.hash(question.text()));
            joined.join(names);
        }
        return set.asked().stream()
                .map(question -> joined.of(QuestionText.hash(question.text())))
                .toList();
    }

    /// @param counts whether a reply counts
    /// @param which of those
    private static Line line(
            String measure,
            List<Pair> pairs,
            List<String> groups,
            long seed,
            Predicate<Answered> counts,
            Answered which) {
        double[] before = new double[pairs.size()];
        double[] after = new double[pairs.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = value(pairs.get(i).original, counts, which);
            after[i] = value(pairs.get(i).edited, counts, which);
        }
        return new Line(measure, new Paired(before, after, groups).shift(seed));
    }

    private static double value(Answered of, Predicate<Answered> counts, Answered which) {
        return counts.test(of) ? (of == which ? 1 : 0) : Double.NaN;
    }

    /// As runs under a dial measure it: of what the original answers right alone.
    private static Line kept(List<Pair> pairs, List<String> groups, long seed) {
        double[] before = new double[pairs.size()];
        double[] after = new double[pairs.size()];
        for (int i = 0; i < before.length; i++) {
            boolean knew = pairs.get(i).original == Answered.RIGHT;
            before[i] = knew ? 1 : Double.NaN;
            after[i] = knew ? (pairs.get(i).edited == Answered.RIGHT ? 1 : 0) : Double.NaN;
        }
        return new Line(QuestionsCompared.KEPT, new Paired(before, after, groups).shift(seed));
    }

    private static AnswerCounts counts(List<Answered> all, Map<String, KnownReply> replies) {
        return new AnswerCounts(
                count(all, Answered.RIGHT),
                count(all, Answered.WRONG),
                count(all, Answered.DECLINED),
                count(all, Answered.UNCLEAR),
                (int) replies.values().stream().filter(KnownReply::truncated).count(),
                replies.values().stream().mapToLong(KnownReply::tokens).sum()
                        / (double) replies.size());
    }

    private static int count(List<Answered> all, Answered which) {
        return (int) all.stream().filter(each -> each == which).count();
    }

    private static QuestionItem item(Pair pair, boolean texts) {
        return new QuestionItem(
                pair.question.id(),
                pair.original,
                pair.edited,
                pair.isChanged(),
                texts
                        ? new Texts(
                                pair.question.text(),
                                List.of(pair.said.text()),
                                List.of(pair.says.text()))
                        : null);
    }

    @Override
    public void close() {
        log.close();
    }
}
