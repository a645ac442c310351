package dev.candor.app.find;

import dev.candor.lab.answer.Consistency.Outcome;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.QuestionFunnel;
import dev.candor.lab.report.QuestionFunnel.Drop;
import dev.candor.lab.report.QuestionFunnel.Skip;
import dev.candor.lab.report.QuestionFunnel.SplitRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the questions of one set went, up to the labelled answers.
///
/// @param set `training`, or the evaluation set's name
/// @param fresh questions in its files
/// @param notAsked why some were never asked
/// @param samples drawn a question
/// @param outcomes of those asked and needed
/// @param classFull asked, but not needed
/// @param dropped labelled answers without a span
record SetFunnel(
        String set,
        int fresh,
        List<Skip> notAsked,
        int samples,
        Map<Question, Outcome> outcomes,
        int classFull,
        List<AnswerLog.Dropped> dropped) {

    static SetFunnel training(
            StudyQuestions study,
            TrainingCollection.Result result,
            AnswerLog.Result answers,
            int samples) {
        int fresh = study.training().stream().mapToInt(source -> source.fresh().size()).sum();
        List<Skip> skips = new ArrayList<>();
        skip(skips, "over the limit", fresh - study.trainingQuestions().size());
        skip(skips, "both classes were full", result.notAsked());
        return new SetFunnel(
                FindReport.TRAINING,
                fresh,
                skips,
                samples,
                result.outcomes(),
                result.givenUp(),
                answers.dropped());
    }

    static SetFunnel evaluation(
            StudyQuestions.Source source,
            Map<Question, Outcome> outcomes,
            AnswerLog.Result answers) {
        int fresh = source.fresh().size();
        List<Skip> skips = new ArrayList<>();
        skip(skips, "over the limit", fresh - source.taken().size());
        return new SetFunnel(source.set(), fresh, skips, 1, outcomes, 0, answers.dropped());
    }

    private static void skip(List<Skip> skips, String reason, int questions) {
        if (questions > 0) {
            skips.add(new Skip(reason, questions));
        }
    }

    int count(Outcome outcome) {
        return (int) outcomes.values().stream().filter(o -> o == outcome).count();
    }

    /// The funnel down to the rows.
    QuestionFunnel toReport(List<SplitRows> rows) {
        return new QuestionFunnel(
                set,
                fresh,
                notAsked,
                outcomes.size() + classFull,
                samples,
                count(Outcome.CONSISTENTLY_CORRECT),
                count(Outcome.CONSISTENTLY_WRONG),
                count(Outcome.DECLINED),
                count(Outcome.MIXED),
                count(Outcome.OPEN),
                classFull,
                drops(),
                rows);
    }

    private List<Drop> drops() {
        Map<String, int[]> counts = new TreeMap<>();
        for (AnswerLog.Dropped drop : dropped) {
            int[] both = counts.computeIfAbsent(drop.reason(), reason -> new int[2]);
            both[drop.verdict() == Verdict.CORRECT ? 0 : 1]++;
        }
        return counts.entrySet().stream()
                .map(e -> new Drop(e.getKey(), e.getValue()[0], e.getValue()[1]))
                .toList();
    }
}
