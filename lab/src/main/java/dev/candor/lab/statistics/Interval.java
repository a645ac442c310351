package dev.candor.lab.statistics;

/// A 95% confidence interval.
///
/// @param low 2.5% bound
/// @param high 97.5% bound
public record Interval(double low, double high) {
    /// The 97.5% quantile of the normal distribution.
    private static final double Z = 1.959963984540054;

    /// The standard error of an estimate whose interval it is, as if that were normal; NaN without
    /// an interval.
    public double standardError() {
        return (high - low) / (2 * Z);
    }

    /// Wilson's interval of a share that was seen as `count` of `n`.
    public static Interval ofShare(int count, int n) {
        if (count < 0 || count > n || n == 0) {
            throw new IllegalArgumentException(count + " of " + n + " is no share");
        }
        double share = (double) count / n;
        double squared = Z * Z / n;
        double middle = share + squared / 2;
        double half = Z * Math.sqrt((share * (1 - share) + squared / 4) / n);
        return new Interval(
                count == 0 ? 0 : (middle - half) / (1 + squared),
                count == n ? 1 : (middle + half) / (1 + squared));
    }
}
