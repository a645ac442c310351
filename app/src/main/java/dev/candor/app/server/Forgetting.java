package dev.candor.app.server;

import dev.candor.guard.review.ReviewQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Forgets old answers, at the start and once a day. What is in the queue stays.
final class Forgetting implements AutoCloseable {
    private final ReviewQueue queue;
    private final Duration keep;
    private final Clock clock;
    private final EventLog log;
    private final ScheduledExecutorService daily =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("candor-forget").daemon().factory());

    /// @param keep how long answers are kept
    Forgetting(ReviewQueue queue, Duration keep, Clock clock, EventLog log) {
        this.queue = queue;
        this.keep = keep;
        this.clock = clock;
        this.log = log;
    }

    void start() {
        // A task that throws is never run again, and what is scheduled tells nobody.
        var _ = daily.scheduleAtFixedRate(this::forget, 0, 1, TimeUnit.DAYS);
    }

    private void forget() {
        try {
            int count = queue.forgetBefore(clock.instant().minus(keep));
            if (count > 0) {
                log.event("forgotten", count + " answers older than " + keep.toDays() + " days");
            }
        } catch (RuntimeException problem) {
            log.event("not-forgotten", String.valueOf(problem.getMessage()));
        }
    }

    /// Waits for what is being forgotten: the queue may be closed afterwards.
    @Override
    public void close() {
        daily.close();
    }
}
