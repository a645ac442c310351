package dev.candor.app.server;

import dev.candor.guard.live.Guarded;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Action;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.review.Answered;
import dev.candor.guard.review.Reason;
import dev.candor.guard.review.ReviewQueue;
import dev.candor.guard.review.Submission;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Which replies people look at.
final class Reviews {
    private static final String POLICY = "policy";

    private final ReviewQueue queue;
    private final Clock clock;

    Reviews(ReviewQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /// Keeps a reply so that somebody can complain about it, and puts it into the queue if the
    /// policy says so or draws it for a check. It is on disk when this returns.
    ///
    /// @param rules null if there is no policy
    /// @return where the reply stands, if it waits for a person; else null
    @Nullable ObjectNode settle(
            String id,
            String question,
            Guarded guarded,
            @Nullable Policy rules,
            double alpha,
            String modelSha256) {
        Answered answered = answered(id, question, guarded, alpha, modelSha256);
        queue.remember(answered);
        if (rules == null || guarded.decision() == null) {
            return null;
        }
        return switch (guarded.decision().action()) {
            case Action.Review review -> {
                String rule = guarded.decision().rule();
                queue.submit(new Submission(Reason.POLICY, answered, rule, POLICY, null));
                yield status(id);
            }
            case Action.Allow _, Action.Flag _ -> {
                if (rules.spotCheck(id)) {
                    queue.submit(new Submission(Reason.SPOT_CHECK, answered, null, POLICY, null));
                }
                yield null;
            }
            case Action.Abstain _, Action.Retry _, Action.Verify _ -> null;
        };
    }

    private static ObjectNode status(String id) {
        return Json.object()
                .put("id", id)
                .put("status", "pending")
                .put("url", "/candor/responses/" + id);
    }

    private Answered answered(
            String id, String question, Guarded guarded, double alpha, String modelSha256) {
        Double risk = null;
        String verdict = "no-score";
        if (guarded.reply().risk() instanceof Risk.Scored(_, double probability, boolean above)) {
            risk = probability;
            verdict = above ? "above" : "below";
        }
        List<String> topics = guarded.decision() == null ? List.of() : guarded.decision().topics();
        return new Answered(
                id,
                clock.instant(),
                question,
                guarded.reply().text(),
                risk,
                verdict,
                topics,
                alpha,
                modelSha256);
    }
}
