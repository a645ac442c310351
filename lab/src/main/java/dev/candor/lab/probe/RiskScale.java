package dev.candor.lab.probe;

import dev.candor.lab.probe.Roc.ScoreGroups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/// What a score means, learnt on validation answers: the risk by Platt's logistic, by rising steps,
/// and thresholds for those who can bear only so many false alarms.
///
/// @param platt what a risk is computed with
/// @param isotonic the same answers without the assumption of a logistic, to compare with
/// @param budgets by rising share; may be empty
public record RiskScale(PlattScaling platt, IsotonicCalibration isotonic, List<Budget> budgets) {
    /// Shares of correct answers for which a threshold is kept.
    private static final double[] SHARES = {0.01, 0.05, 0.1, 0.2};

    /// A threshold for a share of false alarms.
    ///
    /// @param falsePositives at most this share of the correct validation answers score as high
    /// @param threshold score from which an answer is flagged
    public record Budget(double falsePositives, double threshold) {
        public Budget {
            if (!(falsePositives > 0 && falsePositives < 1) || !Double.isFinite(threshold)) {
                throw new IllegalArgumentException(
                        "threshold "
                                + threshold
                                + " for false positives of "
                                + falsePositives
                                + ", expected a number and a share between 0 and 1");
            }
        }
    }

    public RiskScale {
        budgets =
                budgets.stream()
                        .sorted(Comparator.comparingDouble(Budget::falsePositives))
                        .toList();
    }

    /// Learns it.
    ///
    /// @param scores of validation answers, shape [n], finite
    /// @param wrong shape [n]; both must occur
    public static RiskScale fit(double[] scores, boolean[] wrong) {
        return new RiskScale(
                PlattScaling.fit(scores, wrong),
                IsotonicCalibration.fit(scores, wrong),
                DoubleStream.of(SHARES)
                        .mapToObj(share -> new Budget(share, threshold(scores, wrong, share)))
                        .toList());
    }

    /// The scale of a probe without validation answers: the probe's own logistic, 1 / (1 +
    /// exp(−score)), which assumes that as many answers are wrong as correct.
    public static RiskScale unfitted() {
        return new RiskScale(
                new PlattScaling(1, 0, 0.5),
                new IsotonicCalibration(List.of(new IsotonicCalibration.Step(0, 0.5)), 0.5),
                List.of());
    }

    /// The lowest threshold that keeps the budget: midway between two neighbouring scores, or just
    /// above the highest.
    private static double threshold(double[] scores, boolean[] wrong, double share) {
        ScoreGroups groups = ScoreGroups.of(scores, wrong);
        double[] values = groups.values();
        int[] correct = groups.countNegatives();
        double allowed = share * groups.negatives();
        int flagged = 0;
        int group = values.length;
        while (group > 0 && flagged + correct[group - 1] <= allowed) {
            group--;
            flagged += correct[group];
        }
        if (group == values.length) {
            return Math.nextUp(values[group - 1]);
        }
        return group == 0
                ? values[0]
                : Math.max(
                        values[group - 1] + (values[group] - values[group - 1]) / 2,
                        Math.nextUp(values[group - 1]));
    }

    /// The share of wrong answers that [#risk(double)] assumes, as it was in validation.
    public double prior() {
        return platt.prior();
    }

    /// The probability that an answer of this score is wrong, among answers of which [#prior()]
    /// are.
    public double risk(double score) {
        return platt.probability(score);
    }

    /// The same among answers of which `shareWrong` are.
    ///
    /// @param shareWrong between 0 and 1, both excluded
    public double risk(double score, double shareWrong) {
        return platt.probability(score, shareWrong);
    }

    /// The shares that have a threshold.
    public List<Double> shares() {
        List<Double> shares = new ArrayList<>();
        budgets.forEach(budget -> shares.add(budget.falsePositives()));
        return shares;
    }
}
