package dev.candor.app.server;

import dev.candor.engine.forward.ContextExceededException;
import dev.candor.engine.forward.NonFiniteLogitsException;
import dev.candor.guard.live.BusyException;
import dev.candor.guard.live.ClosingException;
import dev.candor.guard.live.DeadlineException;
import dev.candor.guard.review.ReviewQueueException;
import dev.candor.guard.review.TooManyComplaintsException;
import java.time.Duration;

/// The one place where a problem becomes an error on the wire.
final class Failures {
    /// When to come back where nothing is known of it.
    private static final Duration LATER = Duration.ofSeconds(10);

    private Failures() {}

    /// What to tell of a problem; what is not expected is told without its words, which may hold
    /// anything.
    static ApiException known(Throwable problem) {
        return switch (problem) {
            case ApiException api -> api;
            case BusyException busy ->
                    ApiException.busy(String.valueOf(busy.getMessage()), busy.retryAfter());
            case ClosingException closing ->
                    ApiException.unavailable(String.valueOf(closing.getMessage()), LATER);
            case DeadlineException late -> other(504, "timeout_error", late);
            case ContextExceededException prompt ->
                    ApiException.bad("messages", String.valueOf(prompt.getMessage()));
            case NonFiniteLogitsException broken ->
                    ApiException.other(
                            500,
                            "server_error",
                            "the model computed no numbers for this request; a smaller alpha may help");
            case ReviewQueueException queue ->
                    ApiException.unavailable(
                            "the review queue cannot be written; try again later", LATER);
            case TooManyComplaintsException many -> other(409, "invalid_request_error", many);
            default -> ApiException.other(500, "server_error", "internal error");
        };
    }

    private static ApiException other(int status, String type, RuntimeException problem) {
        return ApiException.other(status, type, String.valueOf(problem.getMessage()));
    }
}
