package dev.candor.lab.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The ROC curve of a score: how many positives are above a threshold, and how many negatives.
public final class Roc {
    private final double auroc;
    private final List<RocPoint> points;

    private Roc(double auroc, List<RocPoint> points) {
        this.auroc = auroc;
        this.points = points;
    }

    /// The curve of `scores`, higher meaning positive.
    ///
    /// @param scores shape [n], none NaN
    /// @param positive shape [n]; true and false must both occur
    /// @throws IllegalArgumentException if a score is NaN or a class is missing
    public static Roc of(double[] scores, boolean[] positive) {
        ScoreGroups groups = ScoreGroups.of(scores, positive);
        if (groups.positives() == 0 || groups.negatives() == 0) {
            throw new IllegalArgumentException(
                    "a ROC curve needs both classes, found "
                            + groups.positives()
                            + " positive and "
                            + groups.negatives()
                            + " negative rows");
        }
        int[] positives = groups.countPositives();
        int[] negatives = groups.countNegatives();
        int allPositives = groups.positives();
        int allNegatives = groups.negatives();
        List<RocPoint> points = new ArrayList<>();
        points.add(new RocPoint(0, 0));
        long above = 0;
        long falseAbove = 0;
        for (int group = groups.size() - 1; group >= 0; group--) {
            above += positives[group];
            falseAbove += negatives[group];
            points.add(
                    new RocPoint(
                            (double) falseAbove / allNegatives, (double) above / allPositives));
        }
        return new Roc(ScoreGroups.auroc(positives, negatives), List.copyOf(points));
    }

    /// Area under the curve: the share of (positive, negative) pairs in which the positive scores
    /// higher, ties counting one half.
    public double auroc() {
        return auroc;
    }

    /// The curve from (0, 0) to (1, 1), one point for each distinct score, highest first.
    public List<RocPoint> points() {
        return points;
    }

    /// The largest true positive rate of a threshold whose false positive rate is at most `rate`;
    /// nothing is interpolated, so some threshold attains it.
    public double recallAt(double rate) {
        return points.stream()
                .filter(point -> point.falsePositiveRate() <= rate)
                .mapToDouble(RocPoint::truePositiveRate)
                .max()
                .orElseThrow();
    }

    /// Scores grouped by value, ascending: all that ranks depend on.
    ///
    /// @param values distinct scores, ascending
    /// @param rows group of each row
    /// @param positive label of each row
    @SuppressWarnings("ArrayRecordComponent")
    record ScoreGroups(double[] values, int[] rows, boolean[] positive) {
        static ScoreGroups of(double[] scores, boolean[] positive) {
            if (scores.length != positive.length) {
                throw new IllegalArgumentException(
                        scores.length + " scores for " + positive.length + " labels");
            }
            double[] values = new double[scores.length];
            for (int i = 0; i < scores.length; i++) {
                if (Double.isNaN(scores[i])) {
                    throw new IllegalArgumentException("score " + i + " is NaN");
                }
                values[i] = scores[i] + 0.0; // -0 ties with 0
            }
            double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
            int[] rows = new int[scores.length];
            Arrays.setAll(rows, i -> Arrays.binarySearch(distinct, values[i]));
            return new ScoreGroups(distinct, rows, positive);
        }

        int size() {
            return values.length;
        }

        int ofRow(int row) {
            return rows[row];
        }

        int positives() {
            return Arrays.stream(countPositives()).sum();
        }

        int negatives() {
            return rows.length - positives();
        }

        int[] countPositives() {
            return count(true);
        }

        int[] countNegatives() {
            return count(false);
        }

        private int[] count(boolean wanted) {
            int[] counts = new int[values.length];
            for (int row = 0; row < rows.length; row++) {
                counts[rows[row]] += positive[row] == wanted ? 1 : 0;
            }
            return counts;
        }

        /// Share of pairs in order, from the rows of each class in each group, groups ascending.
        static double auroc(int[] positives, int[] negatives) {
            // Twice the pairs in order, so that ties stay whole numbers and the sum is exact.
            long twice = 0;
            long below = 0;
            long all = 0;
            for (int group = 0; group < positives.length; group++) {
                twice += positives[group] * (2 * below + negatives[group]);
                below += negatives[group];
                all += positives[group];
            }
            return (double) twice / (2.0 * all * below);
        }
    }
}
