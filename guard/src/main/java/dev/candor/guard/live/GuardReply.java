package dev.candor.guard.live;

import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Decision;
import org.jspecify.annotations.Nullable;

/// What came of a question to a [Guard].
///
/// @param question that was asked last
/// @param promptTokens that the model read before it replied
/// @param guarded the reply, and what became of it
public record GuardReply(String question, int promptTokens, Guarded guarded) {
    /// What goes out: the model's reply, or what the policy says instead of it.
    public String text() {
        return guarded.text();
    }

    /// The risk of the model's reply, whether it goes out or not.
    public Risk risk() {
        return guarded.reply().risk();
    }

    /// `above` or `below` the probe's threshold, or `no-score`.
    public String verdict() {
        return risk().verdict();
    }

    /// `allow`, `flag`, `abstain` or `review`; null without a policy.
    public @Nullable String action() {
        Decision decision = guarded.decision();
        return decision == null ? null : decision.action().word();
    }

    /// Name of the rule that decided; null where none did.
    public @Nullable String rule() {
        Decision decision = guarded.decision();
        return decision == null ? null : decision.rule();
    }
}
