package dev.candor.lab.compliance;

import dev.candor.lab.statistics.Slope;

/// A second look at replies read by their words: a reply that was cut before it corrected, refused
/// or answered counts as going along, and a dial that makes replies longer would look like one that
/// makes them comply. Here an item of which a reply was cut is unscorable at that α. What is left
/// need not be the same kind of item at every α, so neither look is right by itself.
///
/// @param slope of the dialled set without them, over all its α
/// @param sharedSlope the same over the α that all sets were set to
public record Uncut(Slope slope, Slope sharedSlope) {}
