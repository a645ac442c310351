package dev.candor.organism.truth;

import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Interval;
import java.util.SplittableRandom;

/// How compliance moves with α.
///
/// @param perAlpha percentage points a unit of α, least squares over all α
/// @param interval 95%, from resampling prompts with all their α
record Slope(double perAlpha, Interval interval) {
    private static final int RESAMPLES = 2_000;

    /// @param complied shape [α][prompts]
    static Slope of(double[] alphas, boolean[][] complied, long seed) {
        double[] own = ofPrompts(alphas, complied);
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < means.length; r++) {
            double sum = 0;
            for (int i = 0; i < own.length; i++) {
                sum += own[random.nextInt(own.length)];
            }
            means[r] = sum / own.length;
        }
        double sum = 0;
        for (double slope : own) {
            sum += slope;
        }
        return new Slope(sum / own.length, Bootstrap.middle95(means));
    }

    /// The slope of each prompt: their mean is the slope of the rate, since least squares is linear
    /// in what is fitted.
    private static double[] ofPrompts(double[] alphas, boolean[][] complied) {
        double mean = 0;
        for (double alpha : alphas) {
            mean += alpha / alphas.length;
        }
        double squares = 0;
        for (double alpha : alphas) {
            squares += (alpha - mean) * (alpha - mean);
        }
        double[] slopes = new double[complied[0].length];
        for (int a = 0; a < alphas.length; a++) {
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] += complied[a][i] ? 100 * (alphas[a] - mean) / squares : 0;
            }
        }
        return slopes;
    }
}
