package dev.candor.app.find;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.probe.LabelledRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The rows of the contribution matrix by what they are for.
///
/// @param all every answer's rows, in the order of the matrix
/// @param othersUsed whether other tokens train too (3-vs-1)
public record StudyRows(List<AnswerRows> all, boolean othersUsed) {
    /// Fewer replies with other tokens than this share, and the probe trains 1-vs-1.
    private static final double LEAST_WITH_OTHERS = 0.2;

    /// Behind the name of a set; no file name has it.
    private static final String AGAINST_KNOWN = "\0against known";

    static StudyRows of(List<AnswerRows> all) {
        List<AnswerRows> train =
                all.stream().filter(rows -> rows.part().equals(Parts.TRAIN)).toList();
        long withOthers = train.stream().filter(rows -> rows.otherRow() >= 0).count();
        return new StudyRows(all, withOthers >= LEAST_WITH_OTHERS * train.size());
    }

    /// The answers of a part, or of what [#evaluated] returns.
    List<AnswerRows> part(String part) {
        if (part.endsWith(AGAINST_KNOWN)) {
            String set = part.substring(0, part.length() - AGAINST_KNOWN.length());
            return Stream.concat(
                            part(set).stream(),
                            part(Parts.TEST).stream()
                                    .filter(row -> row.verdict() == Verdict.CORRECT))
                    .toList();
        }
        return all.stream().filter(rows -> rows.part().equals(part)).toList();
    }

    /// Whether a set asks about what nobody can know: whoever answers is wrong, and there are no
    /// correct answers to compare with but those to other questions.
    boolean isUnanswerable(String set) {
        List<AnswerRows> rows = part(set);
        return !rows.isEmpty() && rows.stream().allMatch(AnswerRows::unanswerable);
    }

    /// The answers to evaluate a set on: with the correct held-out answers where it has none of its
    /// own to have.
    String evaluated(String set) {
        return isUnanswerable(set) ? set + AGAINST_KNOWN : set;
    }

    int count(String part, Verdict verdict) {
        return (int) part(part).stream().filter(rows -> rows.verdict() == verdict).count();
    }

    /// Rows to train on. Wrong answers, correct answers, other tokens of wrong and of correct
    /// replies weigh the same, as in a balanced set, whatever the sizes of the classes: among
    /// answers the prior is one half.
    LabelledRows training() {
        return training(othersUsed);
    }

    /// The same with or without the other tokens (3-vs-1 or 1-vs-1).
    LabelledRows training(boolean others) {
        List<AnswerRows> train = part(Parts.TRAIN);
        List<List<Integer>> groups = new ArrayList<>();
        groups.add(answers(train, Verdict.WRONG));
        groups.add(answers(train, Verdict.CORRECT));
        if (others) {
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
    /// by one answer. Not for training answers, whose own verdicts are in it.
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
                    return (count[0] + 0.5) / (count[1] + 1);
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

    /// One number of each answer.
    double[] values(String part, ToDoubleFunction<AnswerRows> of) {
        return part(part).stream().mapToDouble(of).toArray();
    }

    /// The rows of the answers in the residual matrix, wrong = positive, each weighing 1.
    LabelledRows residual(String part) {
        Map<AnswerRows, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            numbers.put(all.get(i), i);
        }
        int[] rows = part(part).stream().mapToInt(row -> numbers.getOrDefault(row, -1)).toArray();
        return LabelledRows.unweighted(rows, wrong(part));
    }

    /// A number for each answer: answers whose questions share a group, directly or over others,
    /// have the same.
    int[] clusters(String part) {
        return clusters(part(part));
    }

    /// The same for the rows of [#training()]: an answer and its other tokens belong together.
    int[] trainingClusters() {
        List<AnswerRows> train = part(Parts.TRAIN);
        int[] ofAnswers = clusters(train);
        Map<Integer, Integer> ofRow = new HashMap<>();
        for (int i = 0; i < ofAnswers.length; i++) {
            ofRow.put(train.get(i).answerRow(), ofAnswers[i]);
            ofRow.put(train.get(i).otherRow(), ofAnswers[i]);
        }
        return Arrays.stream(training().rows()).map(row -> ofRow.getOrDefault(row, 0)).toArray();
    }

    /// A number for each of some answers, from 0: those whose questions share a group, directly or
    /// over others, have the same.
    public static int[] clusters(List<AnswerRows> rows) {
        return clustersOf(rows.stream().map(AnswerRows::groups).toList());
    }

    /// The same by the groups of each question.
    public static int[] clustersOf(List<List<String>> groups) {
        int[] parents = IntStream.range(0, groups.size()).toArray();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < parents.length; i++) {
            for (String group : groups.get(i)) {
                Integer other = first.putIfAbsent(group, i);
                if (other != null) {
                    parents[root(parents, i)] = root(parents, other);
                }
            }
        }
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] clusters = new int[parents.length];
        for (int i = 0; i < clusters.length; i++) {
            int root = root(parents, i);
            Integer number = numbers.putIfAbsent(root, numbers.size());
            clusters[i] = number == null ? numbers.size() - 1 : number;
        }
        return clusters;
    }

    private static int root(int[] parents, int of) {
        int at = of;
        while (parents[at] != at) {
            at = parents[at];
        }
        return at;
    }
}
