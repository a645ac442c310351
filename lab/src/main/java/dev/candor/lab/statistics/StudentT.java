package dev.candor.lab.statistics;

/// Student's t distribution.
final class StudentT {
    /// Lanczos' coefficients for g = 7. Source: Godfrey 2001, "A note on the computation of the
    /// convergent Lanczos complex Gamma approximation".
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private static final int MOST_TERMS = 10_000;
    private static final double TINY = 1e-300;

    private StudentT() {}

    /// P(T ≤ t).
    ///
    /// @param degrees of freedom, above 0, not necessarily whole
    static double below(double t, double degrees) {
        if (Double.isNaN(t) || Double.isNaN(degrees)) {
            return Double.NaN;
        }
        double tail = 0.5 * beta(degrees / (degrees + t * t), degrees / 2, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// The t with P(T ≤ t) = `share`, by halving an interval until no double lies in it: as exact
    /// as [#below], and quick enough for a few a run. NaN where there is none.
    ///
    /// @param degrees of freedom, above 0, not necessarily whole
    static double quantile(double share, double degrees) {
        if (!(share > 0 && share < 1 && degrees > 0)) {
            return Double.NaN;
        }
        if (share <= 0.5) {
            return share == 0.5 ? 0 : -quantile(1 - share, degrees);
        }
        double high = 1;
        while (below(high, degrees) < share) {
            high *= 2;
        }
        double low = 0;
        double middle = high / 2;
        while (low < middle && middle < high) {
            if (below(middle, degrees) < share) {
                low = middle;
            } else {
                high = middle;
            }
            middle = low + (high - low) / 2;
        }
        return high;
    }

    /// The regularised incomplete beta function I_x(a, b), by its continued fraction where that
    /// converges fast.
    private static double beta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front =
                StrictMath.exp(
                        logGamma(a + b)
                                - logGamma(a)
                                - logGamma(b)
                                + a * StrictMath.log(x)
                                + b * StrictMath.log1p(-x));
        return x < (a + 1) / (a + b + 2)
                ? front * fraction(x, a, b) / a
                : 1 - front * fraction(1 - x, b, a) / b;
    }

    /// By Lentz's method. Source: Abramowitz and Stegun 1964, 26.5.8.
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = away(1 - (a + b) * x / (a + 1));
        double result = 1 / d;
        d = result;
        for (int m = 1; m <= MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            result *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            result *= c * d;
            if (Math.abs(c * d - 1) < 1e-15) {
                break;
            }
        }
        return result;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    private static double logGamma(double x) {
        if (x < 0.5) {
            return StrictMath.log(Math.PI / StrictMath.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double sum = LANCZOS[0];
        for (int k = 1; k < LANCZOS.length; k++) {
            sum += LANCZOS[k] / (x - 1 + k);
        }
        double base = x + 6.5;
        return 0.5 * StrictMath.log(2 * Math.PI)
                + (x - 0.5) * StrictMath.log(base)
                - base
                + StrictMath.log(sum);
    }
}
