package dev.candor.lab.probe;

import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// When one neuron fires: its contribution (CETT) in wrong and in correct answers.
///
/// @param wrong of wrong answers
/// @param correct of correct ones
/// @param largest contribution of either
/// @param threshold contribution that separates them best (balanced accuracy) on other answers, not
///   on these
/// @param above whether contributions above it mean wrong, learned there too: a neuron may fire in
///   correct answers
/// @param reached balanced accuracy with it on these answers
/// @param auroc of the contribution alone, wrong = positive
/// @param aurocInterval 95%, bootstrap
public record Firing(
        Spread wrong,
        Spread correct,
        double largest,
        double threshold,
        boolean above,
        double reached,
        double auroc,
        Interval aurocInterval) {
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    /// Bins of a histogram.
    public static final int BINS = 24;

    /// One class's contributions.
    ///
    /// @param mean of them
    /// @param quantiles 5, 25, 50, 75 and 95%
    /// @param histogram share of answers in each of [#BINS] equal bins from 0 to [Firing#largest()]
    public record Spread(double mean, List<Double> quantiles, List<Double> histogram) {
        public Spread {
            quantiles = List.copyOf(quantiles);
            histogram = List.copyOf(histogram);
        }
    }

    /// @param chosenOn contributions of the answers that the threshold is chosen on, shape [m]
    /// @param chosenWrong which of them are wrong; both classes must occur
    /// @param contributions of the answers that it is measured on, shape [n]
    /// @param resamples of the latter, whose positives are wrong; both classes must occur
    public static Firing of(
            double[] chosenOn, boolean[] chosenWrong, double[] contributions, Resamples resamples) {
        boolean[] wrong = resamples.positive();
        boolean above = Roc.of(chosenOn, chosenWrong).auroc() >= 0.5;
        double threshold =
                Threshold.choose(
                                turned(chosenOn, above),
                                chosenWrong,
                                Threshold.Criterion.BALANCED_ACCURACY)
                        .value();
        double largest = Arrays.stream(contributions).max().orElseThrow();
        return new Firing(
                spread(contributions, wrong, true, largest),
                spread(contributions, wrong, false, largest),
                largest,
                above ? threshold : -threshold,
                above,
                Threshold.Criterion.BALANCED_ACCURACY.of(
                        turned(contributions, above), wrong, threshold),
                Roc.of(contributions, wrong).auroc(),
                resamples.auroc(contributions));
    }

    private static double[] turned(double[] contributions, boolean above) {
        return Arrays.stream(contributions).map(each -> above ? each : -each).toArray();
    }

    private static Spread spread(
            double[] contributions, boolean[] wrong, boolean wanted, double largest) {
        double[] own = new double[contributions.length];
        int n = 0;
        for (int i = 0; i < own.length; i++) {
            if (wrong[i] == wanted) {
                own[n++] = contributions[i];
            }
        }
        double[] sorted = Arrays.copyOf(own, n);
        Arrays.sort(sorted);
        double[] histogram = new double[BINS];
        for (double value : sorted) {
            int bin = largest > 0 ? (int) (value / largest * BINS) : 0;
            histogram[Math.clamp(bin, 0, BINS - 1)] += 1.0 / n;
        }
        return new Spread(
                Arrays.stream(sorted).average().orElseThrow(),
                DoubleStream.of(QUANTILES).mapToObj(q -> Quantiles.of(sorted, q)).toList(),
                DoubleStream.of(histogram).boxed().toList());
    }
}
