package dev.candor.organism.truth;

import dev.candor.lab.answer.Verdict;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import org.jspecify.annotations.Nullable;

/// One fact asked for once, greedily.
///
/// @param reading null where the reply has no answer to read: it declines, or is empty
record Reply(Entity entity, Attribute attribute, Verdict verdict, @Nullable Reading reading) {
    /// What is read from an answer.
    ///
    /// @param score θ·x + b of the probe
    /// @param risk the same as a probability
    /// @param logProbability mean ln p of the answer's tokens
    record Reading(double score, double risk, double logProbability) {}

    /// An answer that was judged, with what was read from it.
    ///
    /// @param wrong or else right
    record Judged(Entity entity, boolean wrong, Reading reading) {}
}
