package dev.candor.lab.statistics;

import java.util.function.ToDoubleFunction;

/// A mean of independent pieces that need not weigh the same, such as texts of several lengths.
///
/// @param value Σ sums / Σ weights; NaN of none
/// @param interval 95%, from resampling the pieces; NaN of fewer than two
public record Mean(double value, Interval interval) {
    /// @param sums of each piece
    /// @param weights of each piece, 0 of one that has nothing
    public static Mean of(double[] sums, double[] weights, long seed) {
        int pieces = sums.length;
        return new Mean(
                mean(sums, weights, Resampling.all(pieces)),
                Resampling.interval(pieces, seed, drawn -> mean(sums, weights, drawn)));
    }

    /// The mean of some pieces − the mean of others, over resamples of what both come from.
    ///
    /// @param sums of the first in each cluster
    /// @param weights of the first in each cluster, 0 where it has none
    /// @param otherSums of the others in the same clusters
    /// @param otherWeights of the others in the same clusters
    public static Mean difference(
            double[] sums, double[] weights, double[] otherSums, double[] otherWeights, long seed) {
        int clusters = sums.length;
        ToDoubleFunction<int[]> difference =
                drawn -> mean(sums, weights, drawn) - mean(otherSums, otherWeights, drawn);
        return new Mean(
                difference.applyAsDouble(Resampling.all(clusters)),
                Resampling.interval(clusters, seed, difference));
    }

    private static double mean(double[] sums, double[] weights, int[] drawn) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += drawn[i] * sums[i];
            weight += drawn[i] * weights[i];
        }
        return sum / weight;
    }
}
