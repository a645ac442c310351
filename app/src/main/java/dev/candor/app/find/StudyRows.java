package dev.candor.app.find;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.probe.LabelledRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /// Rows to train on. Wrong answers, correct answers, other tokens of wrong and of correct
    /// replies weigh the same, as in a balanced set, whatever the sizes of the classes: among
    /// answers the prior is one half.
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
            double total = (double) n / groups.size();
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

    /// How often answers of this kind of question were wrong in training, smoothed towards one half
    /// by one answer; a training answer's own verdict is left out.
    double[] kindWrongRates(String part) {
        Map<String, int[]> counts = new HashMap<>();
        for (AnswerRows row : part(Parts.TRAIN)) {
            int[] count = counts.computeIfAbsent(kind(row), kind -> new int[2]);
            count[0] += row.verdict() == Verdict.WRONG ? 1 : 0;
            count[1]++;
        }
        return part(part).stream()
                .mapToDouble(row -> {
                    int[] count = counts.getOrDefault(kind(row), new int[2]);
                    boolean own = part.equals(Parts.TRAIN);
                    int wrong = count[0] - (own && row.verdict() == Verdict.WRONG ? 1 : 0);
                    int all = count[1] - (own ? 1 : 0);
                    return (wrong + 0.5) / (all + 1);
                })
                .toArray();
    }

    /// The kind of each answer's question: its file, and what stands before a slash in its id.
    String[] kinds(String part) {
        return part(part).stream().map(StudyRows::kind).toArray(String[]::new);
    }

    private static String kind(AnswerRows row) {
        int hash = row.questionId().indexOf('#');
        int slash = row.questionId().indexOf('/', hash + 1);
        return slash > 0
                ? row.questionId().substring(0, slash)
                : row.questionId().substring(0, Math.max(0, hash));
    }

    double[] lengths(String part) {
        return part(part).stream().mapToDouble(AnswerRows::answerTokens).toArray();
    }

    double[] logProbabilities(String part) {
        return part(part).stream().mapToDouble(AnswerRows::meanLogProbability).toArray();
    }
}
