package dev.candor.guard.policy;

import dev.candor.guard.monitor.Risk;

/// What a policy decides on.
///
/// @param question the user's last words
/// @param words all that the user wrote, where topics are looked for
/// @param reply text of the reply so far
/// @param risk of the reply, or of the span it is decided at
/// @param tokens of the reply so far
/// @param finished whether the reply has ended; until then a missing score says nothing
public record Observed(
        String question, UserWords words, String reply, Risk risk, int tokens, boolean finished) {
    public Observed {
        // Not-a-number is below every threshold and would pass for safe.
        if (risk instanceof Risk.Scored(_, double p, _) && !(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("risk is " + p + ", expected 0 to 1");
        }
    }

    boolean unscored() {
        return finished && risk instanceof Risk.NoScore;
    }

    /// −1 without score, so that no threshold is reached.
    double probability() {
        return switch (risk) {
            case Risk.Scored scored -> scored.probability();
            case Risk.NoScore _ -> -1;
        };
    }

    boolean aboveThreshold() {
        return switch (risk) {
            case Risk.Scored scored -> scored.above();
            case Risk.NoScore _ -> false;
        };
    }
}
