package dev.candor.lab.dial;

/// What a position of a dial costs the model. What was not measured is NaN.
///
/// @param lost percentage points of known questions, or of multiple choice where it loses more
/// @param perplexity by how many percent it grew
public record Cost(double lost, double perplexity) {}
