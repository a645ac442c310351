package dev.candor.lab.probe;

/// A 95% confidence interval.
///
/// @param low 2.5% bound
/// @param high 97.5% bound
public record Interval(double low, double high) {}
