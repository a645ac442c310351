package dev.candor.guard.live;

import java.time.Duration;

/// As many jobs wait as may.
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    BusyException(int waiting, Duration retryAfter) {
        super("the queue is full with " + waiting + " requests; try again later");
        this.retryAfter = retryAfter;
    }

    /// A guess of when there will be room, from how fast the queue moved.
    public Duration retryAfter() {
        return retryAfter;
    }
}
