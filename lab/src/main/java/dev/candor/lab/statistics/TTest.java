package dev.candor.lab.statistics;

/// Welch's test of whether the mean of one sample lies below that of another; variances need not be
/// equal.
///
/// @param difference mean − the others' mean
/// @param t difference in standard errors; NaN where neither sample varies or one has fewer than
///   two values
/// @param degrees of freedom, by Welch and Satterthwaite
/// @param pValue one-sided: probability of a t as low or lower if the means were equal
public record TTest(double difference, double t, double degrees, double pValue) {
    /// @param some at least one
    /// @param others at least one
    public static TTest less(double[] some, double[] others) {
        double difference = mean(some) - mean(others);
        double own = squaredError(some);
        double other = squaredError(others);
        if (!(own + other > 0)) {
            return new TTest(difference, Double.NaN, Double.NaN, Double.NaN);
        }
        double t = difference / Math.sqrt(own + other);
        double degrees =
                (own + other)
                        * (own + other)
                        / (own * own / (some.length - 1) + other * other / (others.length - 1));
        return new TTest(difference, t, degrees, StudentT.below(t, degrees));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /// Of the mean; NaN of one value.
    private static double squaredError(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1) / values.length;
    }
}
