package dev.candor.app.ask;

/// The risk of an answer, or why it has none. An answer without score never passes for a safe one.
public sealed interface AnswerRisk {
    /// @param score θ·(mean CETT over the answer's tokens) + b
    /// @param above whether the score reaches the probe's threshold
    record Scored(double score, boolean above) implements AnswerRisk {}

    /// @param reason for the user
    record NoScore(String reason) implements AnswerRisk {}
}
