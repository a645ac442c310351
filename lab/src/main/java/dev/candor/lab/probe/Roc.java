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
        List<RocPoint> points = new ArrayList<>();
        points.add(new RocPoint(0, 0));
        long above = 0;
        long falseAbove = 0;
        for (int group = groups.size() - 1; group >= 0; group--) {
            above += positives[group];
            falseAbove += negatives[group];
            points.add(
                    new RocPoint(
                            (double) falseAbove / groups.negatives(),
                            (double) above / groups.positives()));
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
    /// @param ofPositive group of each positive row
    /// @param ofNegative group of each negative row
    @SuppressWarnings("ArrayRecordComponent")
    record ScoreGroups(double[] values, int[] ofPositive, int[] ofNegative) {
        static ScoreGroups of(double[] scores, boolean[] positive) {
            if (scores.length != positive.length) {
                throw new IllegalArgumentException(
                        scores.length + " scores for " + positive.length + " labels");
            }
            double[] values = new double[scores.length];
            int positives = 0;
            for (int i = 0; i < scores.length; i++) {
                if (Double.isNaN(scores[i])) {
                    throw new IllegalArgumentException("score " + i + " is NaN");
                }
                values[i] = scores[i] + 0.0; // -0 ties with 0
                positives += positive[i] ? 1 : 0;
            }
            double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
            int[] ofPositive = new int[positives];
            int[] ofNegative = new int[scores.length - positives];
            int p = 0;
            int n = 0;
            for (int i = 0; i < scores.length; i++) {
                int group = Arrays.binarySearch(distinct, values[i]);
                if (positive[i]) {
                    ofPositive[p++] = group;
                } else {
                    ofNegative[n++] = group;
                }
            }
            return new ScoreGroups(distinct, ofPositive, ofNegative);
        }

        int size() {
            return values.length;
        }

        int positives() {
            return ofPositive.length;
        }

        int negatives() {
            return ofNegative.length;
        }

        int[] countPositives() {
            return count(ofPositive);
        }

        int[] countNegatives() {
            return count(ofNegative);
        }

        private int[] count(int[] groups) {
            int[] counts = new int[values.length];
            for (int group : groups) {
                counts[group]++;
            }
            return counts;
        }

        /// Share of pairs in order among drawn rows.
        ///
        /// @param positives drawn among the positive rows, by their number among them
        /// @param negatives the same among the others
        double aurocOfRows(int[] positives, int[] negatives) {
            int[] above = new int[values.length];
            int[] below = new int[values.length];
            for (int row : positives) {
                above[ofPositive[row]]++;
            }
            for (int row : negatives) {
                below[ofNegative[row]]++;
            }
            return auroc(above, below);
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
