package dev.candor.lab.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Where a value stands among others of which it may be one more. Resampling what each of them was
/// measured on does not show how much they differ from one another; this does, and no more.
///
/// @param others how many there are
/// @param low least of them; NaN without any
/// @param high greatest
/// @param pValue of the ranks, two-sided: the share of all values, this one among them, that lie at
///   least as far as it from the median of all. If it is one more of the others, a p of x or less
///   comes up in a share of x of such draws at most; never below 1 / (others + 1). NaN without any
/// @param prediction 95% interval of one more of the others, mean ± t · s · √(1 + 1/k), t with k −
///   1 degrees of freedom, as if they were normal; NaN of fewer than two
public record Standing(int others, double low, double high, double pValue, Interval prediction) {
    private static final double UPPER = 0.975;

    /// @param value that stands among them
    /// @param others values of the same kind, none NaN
    public static Standing among(double value, double[] others) {
        int k = others.length;
        return new Standing(
                k,
                DoubleStream.of(others).min().orElse(Double.NaN),
                DoubleStream.of(others).max().orElse(Double.NaN),
                pValue(value, others),
                prediction(others));
    }

    /// The median is that of all, the value itself among them: the others lie nearer to a median of
    /// their own, which would make a value that is one of them look far off too often.
    private static double pValue(double value, double[] others) {
        if (others.length == 0 || Double.isNaN(value)) {
            return Double.NaN;
        }
        double[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = value;
        Arrays.sort(all);
        double median = Quantiles.of(all, 0.5);
        double off = Math.abs(value - median);
        long asFar =
                DoubleStream.of(others).filter(other -> Math.abs(other - median) >= off).count();
        return (1.0 + asFar) / (1 + others.length);
    }

    private static Interval prediction(double[] others) {
        int k = others.length;
        if (k < 2) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double mean = DoubleStream.of(others).average().orElseThrow();
        double squares = DoubleStream.of(others).map(x -> (x - mean) * (x - mean)).sum();
        double half =
                StudentT.quantile(UPPER, k - 1) * Math.sqrt(squares / (k - 1) * (1 + 1.0 / k));
        return new Interval(mean - half, mean + half);
    }
}
