package dev.candor.app.find;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.probe.LabelledRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The rows of the contribution matrix by what they are for.
///
/// @param all every answer's rows, in the order of the matrix
/// @param othersUsed whether other tokens train too (3-vs-1)
record StudyRows(List<AnswerRows> all, boolean othersUsed) {
    /// Fewer replies with other tokens than this share, and the probe trains 1-vs-1.
    private static final double LEAST_WITH_OTHERS = 0.2;

    static StudyRows of(List<AnswerRows> all) {
        List<AnswerRows> train =
                all.stream().filter(rows -> rows.part().equals(Parts.TRAIN)).toList();
        long withOthers = train.stream().filter(rows -> rows.otherRow() >= 0).count();
        return new StudyRows(all, withOthers >= LEAST_WITH_OTHERS * train.size());
    }

    List<AnswerRows> part(String part) {
        return all.stream().filter(rows -> rows.part().equals(part)).toList();
    }

    int count(String part, Verdict verdict) {
        return (int) part(part).stream().filter(rows -> rows.verdict() == verdict).count();
    }

    /// Rows to train on. Wrong answers weigh as much as all others together, and so do, among the
    /// others, correct answers, other tokens of correct and other tokens of wrong replies: as in a
    /// balanced set, whatever the sizes of the classes.
    LabelledRows training() {
        List<AnswerRows> train = part(Parts.TRAIN);
        List<List<Integer>> groups = new ArrayList<>();
        groups.add(answers(train, Verdict.WRONG));
        groups.add(answers(train, Verdict.CORRECT));
        if (othersUsed) {
            groups.add(others(train, Verdict.WRONG));
            groups.add(others(train, Verdict.CORRECT));
        }
        groups.removeIf(List::isEmpty);
        int n = groups.stream().mapToInt(List::size).sum();
        int[] rows = new int[n];
        boolean[] positive = new boolean[n];
        double[] weights = new double[n];
        int at = 0;
        for (int g = 0; g < groups.size(); g++) {
            double total = g == 0 ? n / 2.0 : n / 2.0 / (groups.size() - 1);
            for (int row : groups.get(g)) {
                rows[at] = row;
                positive[at] = g == 0;
                weights[at++] = total / groups.get(g).size();
            }
        }
        return new LabelledRows(rows, positive, weights);
    }

    private static List<Integer> answers(List<AnswerRows> rows, Verdict verdict) {
        return rows.stream()
                .filter(row -> row.verdict() == verdict)
                .map(AnswerRows::answerRow)
                .toList();
    }

    private static List<Integer> others(List<AnswerRows> rows, Verdict verdict) {
        return rows.stream()
                .filter(row -> row.verdict() == verdict && row.otherRow() >= 0)
                .map(AnswerRows::otherRow)
                .toList();
    }

    /// Answer rows of a part, wrong = positive, each weighing 1.
    LabelledRows answers(String part) {
        List<AnswerRows> rows = part(part);
        return LabelledRows.unweighted(
                rows.stream().mapToInt(AnswerRows::answerRow).toArray(), wrong(part));
    }

    /// Numbers of the training answers' rows, wrong or correct.
    int[] trainingAnswers(Verdict... verdicts) {
        return Stream.of(verdicts)
                .flatMap(verdict -> answers(part(Parts.TRAIN), verdict).stream())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    boolean[] wrong(String part) {
        List<AnswerRows> rows = part(part);
        boolean[] wrong = new boolean[rows.size()];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = rows.get(i).verdict() == Verdict.WRONG;
        }
        return wrong;
    }

    double[] lengths(String part) {
        return part(part).stream().mapToDouble(AnswerRows::answerTokens).toArray();
    }

    double[] logProbabilities(String part) {
        return part(part).stream().mapToDouble(AnswerRows::meanLogProbability).toArray();
    }
}
