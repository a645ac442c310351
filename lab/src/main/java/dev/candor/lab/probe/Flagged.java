package dev.candor.lab.probe;

import dev.candor.lab.statistics.Interval;
import java.util.stream.IntStream;

/// A threshold that was set on validation answers, on others.
///
/// @param budget share of correct validation answers that it flags at most
/// @param threshold score from which an answer is flagged
/// @param falsePositives share of the correct answers here that it flags; NaN without any
/// @param falsePositivesInterval 95%
/// @param recall share of the wrong answers here that it flags; NaN without any
/// @param recallInterval 95%
public record Flagged(
        double budget,
        double threshold,
        double falsePositives,
        Interval falsePositivesInterval,
        double recall,
        Interval recallInterval) {
    /// @param scores of the answers, shape [n]
    /// @param answers the n answers, wrong = positive
    public static Flagged of(RiskScale.Budget budget, double[] scores, Resamples answers) {
        double threshold = budget.threshold();
        return new Flagged(
                budget.falsePositives(),
                threshold,
                share(scores, threshold, answers.positive(), false),
                answers.shareReaching(scores, threshold, false),
                share(scores, threshold, answers.positive(), true),
                answers.shareReaching(scores, threshold, true));
    }

    private static double share(
            double[] scores, double threshold, boolean[] wrong, boolean ofWrong) {
        return IntStream.range(0, wrong.length)
                .filter(row -> wrong[row] == ofWrong)
                .mapToDouble(row -> scores[row] >= threshold ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }
}
