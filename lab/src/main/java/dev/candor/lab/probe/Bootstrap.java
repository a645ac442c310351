package dev.candor.lab.probe;

import dev.candor.lab.probe.Roc.ScoreGroups;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Percentile bootstrap over rows: 95% intervals from resamples with replacement, drawn within each
/// class so that both keep their size. The same seed gives the same interval.
///
/// @param resamples at least 1,000
/// @param seed of the draws
public record Bootstrap(int resamples, long seed) {
    /// What METHOD.md asks for, and enough for a stable second digit.
    public static final int DEFAULT_RESAMPLES = 2_000;

    public Bootstrap {
        if (resamples < 1_000) {
            throw new IllegalArgumentException(resamples + " resamples, expected at least 1000");
        }
    }

    /// The interval of the AUROC.
    ///
    /// @param scores shape [n]
    /// @param positive shape [n]; both classes must occur
    public Interval auroc(double[] scores, boolean[] positive) {
        ScoreGroups groups = ScoreGroups.of(scores, positive);
        if (groups.positives() == 0 || groups.negatives() == 0) {
            throw new IllegalArgumentException("the AUROC of one class is not defined");
        }
        int[] positives = new int[groups.size()];
        int[] negatives = new int[groups.size()];
        return interval(random -> {
            draw(random, groups.ofPositive(), positives);
            draw(random, groups.ofNegative(), negatives);
            return ScoreGroups.auroc(positives, negatives);
        });
    }

    /// The interval of the share of rows on the right side of `threshold`.
    ///
    /// @param scores shape [n], n > 0
    /// @param positive shape [n]
    public Interval accuracy(double[] scores, boolean[] positive, double threshold) {
        Function<Boolean, int[]> rightOfClass =
                wanted -> {
                    int[] right = new int[scores.length];
                    int rows = 0;
                    for (int i = 0; i < scores.length; i++) {
                        if (positive[i] == wanted) {
                            right[rows++] = (scores[i] >= threshold) == wanted ? 1 : 0;
                        }
                    }
                    return Arrays.copyOf(right, rows);
                };
        int[] positives = rightOfClass.apply(true);
        int[] negatives = rightOfClass.apply(false);
        int[] drawn = new int[2];
        return interval(random -> {
            draw(random, positives, drawn);
            int right = drawn[1];
            draw(random, negatives, drawn);
            return (double) (right + drawn[1]) / scores.length;
        });
    }

    /// The interval of the AUROC of `scores` − that of `others`, on the same draws of rows.
    ///
    /// @param scores shape [n]
    /// @param others shape [n]
    /// @param positive shape [n]; both classes must occur
    public Interval aurocDifference(double[] scores, double[] others, boolean[] positive) {
        ScoreGroups one = ScoreGroups.of(scores, positive);
        ScoreGroups two = ScoreGroups.of(others, positive);
        if (one.positives() == 0 || one.negatives() == 0) {
            throw new IllegalArgumentException("the AUROC of one class is not defined");
        }
        int[] positives = new int[one.positives()];
        int[] negatives = new int[one.negatives()];
        return interval(random -> {
            draw(random, positives);
            draw(random, negatives);
            return one.aurocOfRows(positives, negatives) - two.aurocOfRows(positives, negatives);
        });
    }

    /// The interval of the mean of `values`, all drawn alike.
    ///
    /// @param values shape [n], n > 0
    public Interval mean(double[] values) {
        return interval(random -> {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            return sum / values.length;
        });
    }

    private static void draw(SplittableRandom random, int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(rows.length);
        }
    }

    /// Draws as many rows as there are and counts them by their group.
    private static void draw(SplittableRandom random, int[] groups, int[] counts) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < groups.length; i++) {
            counts[groups[random.nextInt(groups.length)]]++;
        }
    }

    private Interval interval(ToDoubleFunction<SplittableRandom> statistic) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            values[i] = statistic.applyAsDouble(random);
        }
        return middle95(values);
    }

    /// The 2.5% and 97.5% quantiles of `values`, interpolated between order statistics.
    public static Interval middle95(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
