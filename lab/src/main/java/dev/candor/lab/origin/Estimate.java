package dev.candor.lab.origin;

import dev.candor.lab.statistics.Interval;

/// A number with its 95% interval; NaN where it cannot be computed.
public record Estimate(double value, Interval interval) {}
