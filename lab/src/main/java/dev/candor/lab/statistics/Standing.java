package dev.candor.lab.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Where a value stands among others of which it may be one more. Resampling what each of them was
/// measured on does not show how much they differ from one another; this does, and no more.
///
/// @param others how many there are
/// @param low least of them; NaN without any
/// @param high greatest
/// @param asFar of them, those that lie at least as far as the value from the median of all, it
///   among them
/// @param pValue of the ranks, two-sided: (1 + `asFar`) / (1 + others). If the value is one more of
///   the others, a p of x or less comes up in a share of x of such draws at most; never below 1 /
///   (others + 1). NaN without any
/// @param prediction 95% interval of one more of the others, mean ± t · √(s² · (1 + 1/k) + e²), t
///   with k − 1 degrees of freedom, as if they were normal, e the standard error of the value; NaN
///   of fewer than two. The spread of the others holds the noise of what each was measured on, so e
///   counts that twice; without e, others that all stand still would leave no room for any
/// @param beyond whether the value is further than all others in its own direction, counted from
///   zero, which has none
/// @param unforeseen whether it is beyond the end of the prediction on its side
public record Standing(
        int others,
        double low,
        double high,
        int asFar,
        double pValue,
        Interval prediction,
        boolean beyond,
        boolean unforeseen) {
    private static final double UPPER = 0.975;

    /// Slopes and means of equal counts may differ in their last bits.
    private static final double ROUNDING = 1e-9;

    /// @param value that stands among them
    /// @param standardError of the value; NaN if it is not known, and then it adds nothing
    /// @param others values of the same kind, none NaN
    public static Standing among(double value, double standardError, double[] others) {
        double low = DoubleStream.of(others).min().orElse(Double.NaN);
        double high = DoubleStream.of(others).max().orElse(Double.NaN);
        int asFar = asFar(value, others);
        Interval prediction = prediction(others, Double.isNaN(standardError) ? 0 : standardError);
        return new Standing(
                others.length,
                low,
                high,
                asFar,
                others.length == 0 || Double.isNaN(value)
                        ? Double.NaN
                        : (1.0 + asFar) / (1 + others.length),
                prediction,
                isFurther(value, low, high),
                isFurther(value, prediction.low(), prediction.high()));
    }

    /// Whether the others do not differ at all.
    public boolean showsNoSpread() {
        return others > 1 && high - low < ROUNDING;
    }

    /// Past the end on its own side; never of an end that is not there.
    private static boolean isFurther(double value, double low, double high) {
        return value > 0 ? value > high + ROUNDING : value < 0 && value < low - ROUNDING;
    }

    /// The median is that of all, the value itself among them: the others lie nearer to a median of
    /// their own, which would make a value that is one of them look far off too often.
    private static int asFar(double value, double[] others) {
        double[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = value;
        Arrays.sort(all);
        double median = Quantiles.of(all, 0.5);
        double off = Math.abs(value - median);
        return (int)
                DoubleStream.of(others)
                        .filter(other -> Math.abs(other - median) >= off - ROUNDING)
                        .count();
    }

    private static Interval prediction(double[] others, double standardError) {
        int k = others.length;
        if (k < 2) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double mean = DoubleStream.of(others).average().orElseThrow();
        double squares = DoubleStream.of(others).map(x -> (x - mean) * (x - mean)).sum();
        double variance = squares / (k - 1) * (1 + 1.0 / k) + standardError * standardError;
        double half = StudentT.quantile(UPPER, k - 1) * Math.sqrt(variance);
        return new Interval(mean - half, mean + half);
    }
}
