package dev.candor.guard.live;

import java.time.Duration;

/// A reply was not whole in the time it was given.
public final class DeadlineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadlineException(Duration within) {
        super("the reply was not whole after " + within.toMillis() + " ms, the deadline");
    }
}
