package dev.candor.guard.policy;

/// What a rule looks at. The conditions of a rule must all hold.
public sealed interface Condition {
    /// @param name of a topic of the policy
    record About(String name) implements Condition {}

    /// Holds for scored answers only.
    ///
    /// @param probability least risk, 0 to 1
    record RiskAtLeast(double probability) implements Condition {}

    /// The score reaches the probe's own threshold; holds for scored answers only.
    record AboveThreshold() implements Condition {}

    /// The answer ended and has no score.
    record NoScore() implements Condition {}

    /// The answer has more tokens than `above` and fewer than `below`.
    ///
    /// @param above −1 for any
    /// @param below [Integer#MAX_VALUE] for any
    record Length(int above, int below) implements Condition {}
}
