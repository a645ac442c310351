package dev.candor.lab.statistics;

/// How a rate of the same items moved, each side over the items that count on it: of a share such
/// as *wrong among the answered*, what counts is itself a result, and to keep to the items answered
/// on both sides would hide that a model has learnt to decline.
///
/// @param before of the items that count before
/// @param after of the items that count after
/// @param points rate after − rate before, in percentage points; NaN if a side has no item
/// @param interval 95%, from resampling groups of items with both their sides
/// @param both items that count on both sides
/// @param test of those among them that changed
public record Shift(
        Tally before, Tally after, double points, Interval interval, int both, McNemar test) {
    /// Whether zero lies outside the interval.
    public boolean excludesZero() {
        return interval.low() > 0 || interval.high() < 0;
    }
}
