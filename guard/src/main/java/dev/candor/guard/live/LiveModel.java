package dev.candor.guard.live;

import dev.candor.engine.forward.LiveBatch;
import dev.candor.engine.forward.LiveJob;
import dev.candor.engine.forward.Session;
import dev.candor.engine.tokenizer.Tokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Runs a model for many askers: one thread steps a [LiveBatch], who finds no room in it waits, and
/// askers take turns. Its methods may be called from any thread.
public final class LiveModel implements AutoCloseable {
    /// What a reply takes before the first one has shown it.
    private static final double FIRST_GUESS_SECONDS = 5;

    /// Weight of the newest reply in the mean of how long they take.
    private static final double NEWEST = 0.2;

    private final LiveBatch batch;
    private final Limits limits;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FairQueue<QueuedJob> waiting = new FairQueue<>();
    private final List<QueuedJob> running = new ArrayList<>();
    private final AtomicLong tokens = new AtomicLong();
    private double meanSeconds = FIRST_GUESS_SECONDS;

    /// Places that were given out and not given back.
    private int taken;

    /// No more places are given out.
    private boolean closing;

    /// No more jobs are run.
    private boolean closed;

    /// A job in the queue or the batch.
    public interface Ticket {
        /// Ends the job without a word to it; does nothing to one that is over.
        void cancel();
    }

    /// How busy it is.
    ///
    /// @param running replies being generated
    /// @param waiting jobs beside them
    /// @param tokens drawn since the beginning
    public record Load(int running, int waiting, long tokens) {}

    /// @param session stays the caller's to close, after this; nobody else uses it meanwhile
    public LiveModel(Session session, Tokenizer tokenizer, Limits limits) {
        this.batch = new LiveBatch(session, tokenizer, limits.cachedTokens());
        this.limits = limits;
        this.thread = Thread.ofPlatform().name("candor-batch").daemon().start(this::run);
    }

    /// Gives room for replies, for all of them or none.
    ///
    /// @param asker who takes turns with the other askers
    /// @param replies at least 1
    /// @return a place for each, to be given back
    /// @throws BusyException if there is not as much room now
    /// @throws ClosingException if no more is taken on
    public List<Place> admit(String asker, int replies) {
        lock.lock();
        try {
            if (closing) {
                throw new ClosingException();
            }
            if (taken > limits.places() - replies) {
                throw new BusyException(waiting.size(), retryAfter());
            }
            taken += replies;
        } finally {
            lock.unlock();
        }
        return Stream.generate(() -> new Place(this, asker)).limit(replies).toList();
    }

    void giveBack() {
        lock.lock();
        try {
            taken--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// @param over run when the job is, whoever ended it
    Ticket submit(LiveJob job, String asker, Duration within, Runnable over) {
        QueuedJob queued = new QueuedJob(job, within, tokens::incrementAndGet, over);
        lock.lock();
        try {
            if (closed) {
                throw new ClosingException();
            }
            waiting.add(asker, queued);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return queued;
    }

    private Duration retryAfter() {
        double rounds = 1 + (double) waiting.size() / limits.width();
        return Duration.ofMillis(Math.clamp((long) (1_000 * meanSeconds * rounds), 1_000, 60_000));
    }

    public Load load() {
        lock.lock();
        try {
            return new Load(running.size(), waiting.size(), tokens.get());
        } finally {
            lock.unlock();
        }
    }

    /// How many replies may be wanted at once.
    public int places() {
        return limits.places();
    }

    /// Whether it takes no more on.
    public boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        List<QueuedJob> joining = new ArrayList<>();
        try (batch) {
            while (admit(joining)) {
                joining.forEach(this::join);
                joining.clear();
                step();
            }
        } finally {
            abandon(); // whatever ended the thread, who waits must hear of it
        }
    }

    private void abandon() {
        lock.lock();
        try {
            closing = true;
            closed = true;
            running.forEach(job -> job.end(new ClosingException()));
            waiting.removeIf(any -> true).forEach(job -> job.end(new ClosingException()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for something to do.
    ///
    /// @return whether there is, or will never be
    private boolean admit(List<QueuedJob> joining) {
        lock.lock();
        try {
            while (true) {
                running.removeIf(QueuedJob::isOver);
                waiting.removeIf(QueuedJob::isCancelled);
                fill(joining);
                if (!running.isEmpty()) {
                    return true;
                }
                changed.signalAll();
                if (closed) {
                    return false;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void fill(List<QueuedJob> joining) {
        while (running.size() < limits.width()) {
            QueuedJob next = waiting.poll();
            if (next == null) {
                return;
            }
            running.add(next);
            joining.add(next);
        }
    }

    private void join(QueuedJob job) {
        try {
            batch.add(job);
        } catch (RuntimeException refused) {
            job.failed(refused);
        }
    }

    private void step() {
        try {
            batch.step();
        } catch (RuntimeException | Error told) {
            // The batch has told its jobs, and goes on empty.
        }
        lock.lock();
        try {
            for (QueuedJob job : running) {
                if (job.isOver()) {
                    meanSeconds += NEWEST * (job.seconds() - meanSeconds);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives out no more places and returns when all are given back and their jobs over.
    ///
    /// @param grace after so long those that remain are ended with a [ClosingException]
    public void close(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            long left = end - System.nanoTime();
            while (left > 0 && (taken > 0 || !running.isEmpty() || waiting.size() > 0)) {
                left = awaitIdle(left, end);
            }
        } finally {
            lock.unlock();
        }
        abandon();
        join();
    }

    private long awaitIdle(long left, long end) {
        try {
            changed.awaitNanos(Math.min(left, 50_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
        return end - System.nanoTime();
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends what runs.
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
