package dev.candor.guard.live;

import dev.candor.guard.policy.Action;
import dev.candor.guard.policy.Decision;
import org.jspecify.annotations.Nullable;

/// What came of a question.
///
/// @param reply of the model, which need not go out
/// @param text that goes out
/// @param shown whether the text is the reply
/// @param decision of the policy; its action is a final one, or null where there is no policy
/// @param retries how often the reply was made again
/// @param retriedAt α on the H-neurons that it was made with the last time; null for a first reply
public record Guarded(
        LiveReply reply,
        String text,
        boolean shown,
        @Nullable Decision decision,
        int retries,
        @Nullable Double retriedAt) {
    static Guarded unjudged(LiveReply reply) {
        return new Guarded(reply, reply.text(), true, null, 0, null);
    }

    static Guarded of(
            LiveReply reply,
            Decision decision,
            Action.Final action,
            int retries,
            @Nullable Double retriedAt) {
        Decision settled = decision.settled(action);
        return switch (action) {
            case Action.Allow _, Action.Flag _ ->
                    new Guarded(reply, reply.text(), true, settled, retries, retriedAt);
            case Action.Abstain abstain ->
                    new Guarded(reply, abstain.sentence(), false, settled, retries, retriedAt);
            case Action.Review review ->
                    new Guarded(reply, review.sentence(), false, settled, retries, retriedAt);
        };
    }
}
