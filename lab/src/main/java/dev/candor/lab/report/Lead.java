package dev.candor.lab.report;

import dev.candor.lab.probe.Interval;

/// The AUROC of the probe − that of another score on the same answers.
///
/// @param auroc the difference; NaN, as its interval is, for the probe itself and where one class
///   is missing
/// @param interval 95%, bootstrap over the answers, both scores on the same draws
public record Lead(double auroc, Interval interval) {
    /// No comparison.
    public static final Lead NONE = new Lead(Double.NaN, new Interval(Double.NaN, Double.NaN));

    /// What the interval allows to be said.
    public enum Side {
        AHEAD,
        EITHER,
        BEHIND
    }

    Side side() {
        if (interval.low() > 0) {
            return Side.AHEAD;
        }
        return interval.high() < 0 ? Side.BEHIND : Side.EITHER;
    }
}
