package dev.candor.guard.monitor;

/// The risk of an answer, or why it has none. An answer without score never passes for a safe one.
public sealed interface Risk {
    /// @param score θ·(mean CETT over the answer's tokens) + b
    /// @param probability that an answer of this score is wrong, 0 to 1, under the probe's prior
    /// @param above whether the score reaches the probe's threshold
    record Scored(double score, double probability, boolean above) implements Risk {}

    /// @param reason for the user
    record NoScore(String reason) implements Risk {}

    /// The word in files and fields: `above` or `below` the probe's threshold, or `no-score`.
    default String verdict() {
        return switch (this) {
            case Scored scored -> scored.above() ? "above" : "below";
            case NoScore _ -> "no-score";
        };
    }
}
