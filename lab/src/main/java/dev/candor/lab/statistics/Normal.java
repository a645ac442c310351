package dev.candor.lab.statistics;

/// The standard normal distribution.
final class Normal {
    /// Beyond it the series loses digits and the continued fraction has settled.
    private static final double FAR = 3;

    private static final int FRACTION_TERMS = 200;

    private Normal() {}

    /// P(X ≤ z), with small relative error in the lower tail too.
    ///
    /// Source: Abramowitz and Stegun 1964, 26.2.11 (series) and 26.2.14 (continued fraction).
    static double below(double z) {
        if (Double.isNaN(z)) {
            return Double.NaN;
        }
        return z > 0 ? 1 - lower(-z) : lower(z);
    }

    private static double lower(double z) {
        double x = -z;
        double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        if (x < FAR) {
            double sum = 0;
            double term = x;
            for (int k = 1; sum + term != sum; k++) {
                sum += term;
                term *= x * x / (2 * k + 1);
            }
            return 0.5 - density * sum;
        }
        double fraction = x;
        for (int k = FRACTION_TERMS; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return density / fraction;
    }
}
