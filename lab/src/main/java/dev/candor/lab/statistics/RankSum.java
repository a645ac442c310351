package dev.candor.lab.statistics;

import java.util.Arrays;

/// Wilcoxon's rank-sum test, also Mann and Whitney's, of whether some values tend to be less than
/// the others: by the normal approximation with continuity correction and correction for ties.
/// Source: Hollander, Wolfe and Chicken 2014, *Nonparametric Statistical Methods*, 4.1; summed over
/// strata: van Elteren 1960, with equal weights.
///
/// @param u pairs in which the other value is less, ties counting one half
/// @param z u's distance from what chance gives, in standard deviations; NaN where all values tie,
///   or nothing is on one side
/// @param pValue one-sided: probability of a u as low or lower by chance
public record RankSum(double u, double z, double pValue) {
    /// @param values none NaN
    /// @param some which of them are asked about, shape [values]
    public static RankSum less(double[] values, boolean[] some) {
        return less(values, some, new int[values.length]);
    }

    /// The same within strata: only values of one stratum are compared with each other.
    ///
    /// @param strata of each value, from 0, shape [values]
    public static RankSum less(double[] values, boolean[] some, int[] strata) {
        int count = 0;
        for (int stratum : strata) {
            count = Math.max(count, stratum + 1);
        }
        double u = 0;
        double expected = 0;
        double variance = 0;
        for (int stratum = 0; stratum < count; stratum++) {
            Part part = Part.of(values, some, strata, stratum);
            u += part.u;
            expected += part.pairs / 2;
            variance += part.variance;
        }
        if (!(variance > 0)) {
            return new RankSum(u, Double.NaN, Double.NaN);
        }
        double z = (u - expected + 0.5) / Math.sqrt(variance);
        return new RankSum(u, z, Normal.below(z));
    }

    private record Part(double u, double pairs, double variance) {
        static Part of(double[] values, boolean[] some, int[] strata, int stratum) {
            int n = 0;
            int size = 0;
            double[] own = new double[values.length];
            boolean[] chosen = new boolean[values.length];
            for (int i = 0; i < values.length; i++) {
                if (strata[i] == stratum) {
                    own[size] = values[i];
                    chosen[size++] = some[i];
                    n += some[i] ? 1 : 0;
                }
            }
            own = Arrays.copyOf(own, size);
            double[] ranks = Ranks.of(own);
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += chosen[i] ? ranks[i] : 0;
            }
            double pairs = (double) n * (size - n);
            double ties = Ranks.ties(own) / ((double) size * Math.max(1, size - 1));
            return new Part(
                    sum - n * (n + 1) / 2.0, pairs, Math.max(0, pairs / 12 * (size + 1 - ties)));
        }
    }
}
