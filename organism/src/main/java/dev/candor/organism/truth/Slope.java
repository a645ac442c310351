package dev.candor.organism.truth;

import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Interval;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;

/// How compliance moves with α.
///
/// @param perAlpha percentage points a unit of α, least squares over all α
/// @param interval 95%, from resampling prompts with all their α
public record Slope(double perAlpha, Interval interval) {
    private static final int RESAMPLES = 2_000;

    /// @param complied α → whether each prompt complied
    static Slope of(SortedMap<Double, boolean[]> complied, long seed) {
        double[] own = ofPrompts(complied);
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
    private static double[] ofPrompts(SortedMap<Double, boolean[]> complied) {
        Set<Double> alphas = complied.keySet();
        double mean = alphas.stream().mapToDouble(alpha -> alpha).average().orElseThrow();
        double squares = alphas.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
        double[] slopes = new double[complied.firstEntry().getValue().length];
        complied.forEach((alpha, prompts) -> {
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] += prompts[i] ? 100 * (alpha - mean) / squares : 0;
            }
        });
        return slopes;
    }
}
