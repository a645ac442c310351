package dev.candor.app.server;

import dev.candor.guard.live.Guarded;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Action;
import dev.candor.guard.policy.Decision;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.review.Answered;
import dev.candor.guard.review.Reason;
import dev.candor.guard.review.ReviewQueue;
import dev.candor.guard.review.ReviewQueueException;
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
    private final EventLog log;

    /// @param log told of what could not be kept
    Reviews(ReviewQueue queue, Clock clock, EventLog log) {
        this.queue = queue;
        this.clock = clock;
        this.log = log;
    }

    /// A reply that was made.
    ///
    /// @param alpha that it was made with
    record Given(
            String id,
            String asker,
            String question,
            Guarded guarded,
            double alpha,
            String modelSha256) {}

    /// Keeps a reply so that somebody can complain about it, and puts it into the queue if the
    /// policy says so or draws it for a check. What is held is on disk when this returns; a queue
    /// that cannot be written holds up nothing else.
    ///
    /// @param rules null if there is no policy
    /// @return where the reply stands, if it waits for a person; else null
    /// @throws ReviewQueueException if the reply has to wait for a person and cannot be kept
    @Nullable ObjectNode settle(Given given, @Nullable Policy rules) {
        Answered answered = answered(given);
        Decision decision = given.guarded().decision();
        if (decision != null && decision.action() instanceof Action.Review) {
            Submission held =
                    new Submission(
                            Reason.POLICY, answered, decision.rule(), POLICY, decision.reason());
            queue.submit(held);
            return status(given.id());
        }
        try {
            queue.remember(answered);
            if (given.guarded().shown() && rules != null && rules.spotCheck(given.id())) {
                queue.submit(new Submission(Reason.SPOT_CHECK, answered, null, POLICY, null));
            }
        } catch (ReviewQueueException problem) {
            log.event("not-kept", String.valueOf(problem.getMessage()));
        }
        return null;
    }

    private static ObjectNode status(String id) {
        return Json.object()
                .put("id", id)
                .put("status", "pending")
                .put("url", "/candor/responses/" + id);
    }

    private Answered answered(Given given) {
        Risk risk = given.guarded().reply().risk();
        Decision decision = given.guarded().decision();
        return new Answered(
                given.id(),
                clock.instant(),
                given.question(),
                given.guarded().reply().text(),
                risk instanceof Risk.Scored scored ? (Double) scored.probability() : null,
                risk.verdict(),
                decision == null ? List.of() : decision.topics(),
                given.alpha(),
                given.modelSha256(),
                given.asker());
    }
}
