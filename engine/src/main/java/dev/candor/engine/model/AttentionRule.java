package dev.candor.engine.model;

import org.jspecify.annotations.Nullable;

/// Which positions a query sees, and how it weighs them.
///
/// @param rope rotation of queries and keys; null for none
/// @param scale factor on q·k
/// @param window positions seen, the query's own among them; [#EVERYTHING] for all
/// @param softCap scores are bent to below it, by `softCap · tanh(score / softCap)`; infinite for
///   none
public record AttentionRule(@Nullable Rope rope, float scale, int window, float softCap) {
    /// A window that no sequence outgrows.
    public static final int EVERYTHING = Integer.MAX_VALUE;

    /// Every position up to the query's own, scaled by 1/√headDim.
    public static AttentionRule plain(@Nullable Rope rope, int headDim) {
        return new AttentionRule(
                rope, (float) (1 / Math.sqrt(headDim)), EVERYTHING, Float.POSITIVE_INFINITY);
    }

    /// The same over the last `positions` only.
    AttentionRule within(int positions) {
        return new AttentionRule(rope, scale, positions, softCap);
    }
}
