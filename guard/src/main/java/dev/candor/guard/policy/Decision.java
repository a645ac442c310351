package dev.candor.guard.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param action what to do
/// @param rule name of the rule that held, null where none did
/// @param topics of question and reply, in the order of the policy
public record Decision(Action action, @Nullable String rule, List<String> topics) {
    public Decision {
        topics = List.copyOf(topics);
    }
}
