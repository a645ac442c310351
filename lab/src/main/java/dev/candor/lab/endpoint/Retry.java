package dev.candor.lab.endpoint;

import java.time.Duration;

/// How long a server is given to recover: the pause behind a request that failed doubles each time.
///
/// @param tries at most this many requests, at least 1
/// @param first pause
public record Retry(int tries, Duration first) {
    /// Half a minute in all.
    public static final Retry STANDARD = new Retry(7, Duration.ofMillis(500));

    public Retry {
        if (tries < 1 || first.isNegative()) {
            throw new IllegalArgumentException("found " + tries + " tries, pause " + first);
        }
    }

    /// Waits.
    ///
    /// @param tried requests made so far
    void pause(int tried) throws InterruptedException {
        Thread.sleep(first.multipliedBy(1L << (tried - 1)));
    }
}
