package dev.candor.lab.report;

import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Slope;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Writes numbers for people. A NaN, a number that could not be computed, is a dash.
public final class Numbers {
    private Numbers() {}

    /// 123904 → `123,904`.
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// Two or three decimals, as in AUROC and accuracy.
    public static String decimals(double value, int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /// 0.814 and [0.75, 0.87] → `0.81 [0.75, 0.87]`.
    static String withInterval(double value, Interval interval, int decimals) {
        return Double.isNaN(value)
                ? "–"
                : "%s [%s, %s]"
                        .formatted(
                                decimals(value, decimals),
                                decimals(interval.low(), decimals),
                                decimals(interval.high(), decimals));
    }

    /// 0.114 and [0.05, 0.17] → `+0.11 [+0.05, +0.17]`; with one more decimal where a bound would
    /// be rounded to 0, since its side is what matters.
    public static String signedWithInterval(double value, Interval interval, int decimals) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double smallest = Math.min(Math.abs(interval.low()), Math.abs(interval.high()));
        int shown = smallest < 0.5 * Math.pow(10, -decimals) ? decimals + 1 : decimals;
        return "%s [%s, %s]"
                .formatted(
                        signed(value, shown),
                        signed(interval.low(), shown),
                        signed(interval.high(), shown));
    }

    /// `+0.54 [−1.01, +2.11]`; *no item moved* where that is why there is no slope, since an
    /// interval that is a point would look sure.
    public static String slope(Slope slope) {
        return slope.movesNothing()
                ? "no item moved"
                : signedWithInterval(slope.perAlpha(), slope.interval(), 2);
    }

    /// `+0.11`, `−0.02`, `0.00`.
    public static String signed(double value, int decimals) {
        String digits = decimals(Math.abs(value), decimals);
        boolean zero = digits.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? digits : (value < 0 ? "−" : "+") + digits;
    }

    /// Two significant digits: 0.339 → `0.34`, 0.0081 → `0.0081`.
    static String significant(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (value == 0) {
            return "0";
        }
        double magnitude = Math.abs(value);
        if (magnitude < 1e-4 || magnitude >= 1e6) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(magnitude)));
        return decimals(value, decimals);
    }

    /// 0.342 → `34 %`.
    static String percent(double share, int decimals) {
        return Double.isNaN(share) ? "–" : decimals(100 * share, decimals) + " %";
    }

    /// Three significant digits without zeros at the end: 0.30000001 → `0.3`, 0.013894 → `0.0139`.
    static String brief(double value) {
        return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    /// A position of the dial: 0.1 + 0.2 → `0.3`, 2.0 → `2`.
    public static String alpha(double alpha) {
        return BigDecimal.valueOf(alpha)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    /// A setting as it was given: 0.5 → `0.5`, 10.0 → `10`.
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /// `1 question`, `2 questions`.
    static String counted(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }
}
