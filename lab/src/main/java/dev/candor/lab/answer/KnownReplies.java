package dev.candor.lab.answer;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replies that were drawn before, by question and number of the sample: what a [Collector] would
/// draw again to the token.
public final class KnownReplies {
    private final Map<String, Map<Integer, Response>> replies = new HashMap<>();
    private int taken;

    public void add(Response reply) {
        replies.computeIfAbsent(reply.questionId(), id -> new HashMap<>())
                .put(reply.sample(), reply);
    }

    /// Null where it must be drawn.
    @Nullable Response take(String questionId, int sample) {
        Response reply = replies.getOrDefault(questionId, Map.of()).get(sample);
        taken += reply == null ? 0 : 1;
        return reply;
    }

    /// How many were of use.
    public int taken() {
        return taken;
    }
}
