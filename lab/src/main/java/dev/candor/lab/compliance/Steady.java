package dev.candor.lab.compliance;

import dev.candor.lab.statistics.Slope;

/// How a set's rate moves on the same items at every α.
///
/// @param items that are excluded at none of the α that all sets have
/// @param slope over those α
public record Steady(int items, Slope slope) {}
