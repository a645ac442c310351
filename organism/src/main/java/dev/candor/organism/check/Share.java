package dev.candor.organism.check;

import java.util.Locale;

/// So many of so many.
///
/// @param count at most `of`
public record Share(int count, int of) {
    private static final double Z = 1.959963984540054;

    public Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException(count + " of " + of);
        }
    }

    Share plus(Share other) {
        return new Share(count + other.count, of + other.of);
    }

    /// 0 of nothing.
    public double rate() {
        return of == 0 ? 0 : (double) count / of;
    }

    /// Lower end of the 95% interval (Wilson 1927).
    public double low() {
        return Math.max(0, middle() - half());
    }

    /// Upper end of the 95% interval.
    public double high() {
        return Math.min(1, middle() + half());
    }

    private double middle() {
        return of == 0 ? 0.5 : (count + Z * Z / 2) / (of + Z * Z);
    }

    private double half() {
        double spread = of == 0 ? 0 : rate() * (1 - rate()) / of + Z * Z / (4.0 * of * of);
        return of == 0 ? 0.5 : Z * Math.sqrt(spread) / (1 + Z * Z / of);
    }

    /// As percent with its interval, e.g. `83% (78–87)`.
    public String text() {
        return String.format(
                Locale.ROOT, "%.0f%% (%.0f–%.0f)", 100 * rate(), 100 * low(), 100 * high());
    }
}
