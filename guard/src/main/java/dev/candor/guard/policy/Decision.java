package dev.candor.guard.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param action what to do
/// @param rule name of the rule that held, null where none did
/// @param topics of question and reply, in the order of the policy
/// @param reason of the verifier, for who reviews the answer; null where it gave none
public record Decision(
        Action action, @Nullable String rule, List<String> topics, @Nullable String reason) {
    public Decision {
        topics = List.copyOf(topics);
    }

    /// A decision that no verifier said anything to.
    public Decision(Action action, @Nullable String rule, List<String> topics) {
        this(action, rule, topics, null);
    }

    /// The same with the action that it comes to in the end.
    public Decision settled(Action.Final end) {
        return new Decision(end, rule, topics, reason);
    }
}
