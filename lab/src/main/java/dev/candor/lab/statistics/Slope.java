package dev.candor.lab.statistics;

import java.util.SortedMap;

/// How a rate moves with α.
///
/// @param perAlpha percentage points a unit of α, least squares over the rates at all α; NaN where
///   fewer than two α have a rate
/// @param interval 95%, from resampling items with all their α
public record Slope(double perAlpha, Interval interval) {
    /// Rates that are equal may differ in their last bits.
    private static final double ROUNDING = 1e-9;

    /// Of items that are independent and were all asked at every α.
    ///
    /// @param complied α → whether each item complied
    public static Slope of(SortedMap<Double, boolean[]> complied, long seed) {
        return DoseResponse.of(complied).slope(seed);
    }

    /// Whether zero lies outside the interval.
    public boolean excludesZero() {
        return interval.low() > 0 || interval.high() < 0;
    }

    /// Whether no resample has a slope: every item did the same at every α. Its interval is a
    /// point, which does not say how sure the slope is.
    public boolean movesNothing() {
        return Math.abs(perAlpha) < ROUNDING
                && Math.abs(interval.low()) < ROUNDING
                && Math.abs(interval.high()) < ROUNDING;
    }
}
