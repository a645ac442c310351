package dev.candor.engine.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Persistent threads that run one job at a time together with the caller. Idle workers spin for a
/// moment, then park, so that another process on the machine costs its share and no more.
public final class Workers implements AutoCloseable {
    /// A tenth of a millisecond: where a thread that is waited for has lost its core, the one that
    /// waits soon lends its own.
    private static final int SPINS = 2_000;

    private static final long PARK_NANOS = 50_000;

    /// One unit of a job; `thread` is below [Workers#threads()] and names the scratch to use.
    public interface Task {
        void run(int item, int thread);
    }

    private record Job(Task task, int items, AtomicInteger next) {}

    private final int threads;
    private final Thread[] helpers;
    private final AtomicLong epoch = new AtomicLong();
    private final AtomicInteger pending = new AtomicInteger();
    private volatile @Nullable Job job;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, found " + threads);
        }
        this.threads = threads;
        helpers = new Thread[threads - 1];
        for (int t = 0; t < helpers.length; t++) {
            int thread = t + 1;
            helpers[t] =
                    Thread.ofPlatform()
                            .daemon()
                            .name("candor-worker-" + thread)
                            .start(() -> serve(thread));
        }
    }

    /// One thread a core.
    public static Workers perCore() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    public int threads() {
        return threads;
    }

    /// Runs `task` for items 0 … items−1 on all threads and returns when all are done. What a task
    /// throws comes out as it is, whichever thread it was in; other items may or may not have run.
    /// Not reentrant, and for one caller at a time.
    public void run(int items, Task task) {
        if (closed) {
            throw new IllegalStateException("workers are closed");
        }
        if (helpers.length == 0 || items <= 1) {
            for (int i = 0; i < items; i++) {
                task.run(i, 0);
            }
            return;
        }
        Job current = new Job(task, items, new AtomicInteger());
        failure = null;
        job = current;
        pending.set(helpers.length);
        epoch.incrementAndGet();
        try {
            drain(current, 0);
        } finally {
            for (int spins = 0; pending.get() != 0; spins++) {
                pause(spins);
            }
        }
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable t -> throw new IllegalStateException("a worker failed: " + t, t);
        }
    }

    private void serve(int thread) {
        long seen = 0;
        while (true) {
            for (int spins = 0; epoch.get() == seen; spins++) {
                if (closed) {
                    return;
                }
                pause(spins);
            }
            seen++;
            Job current = job;
            try {
                if (current != null) {
                    drain(current, thread);
                }
            } catch (Throwable t) {
                failure = t;
            } finally {
                pending.decrementAndGet();
            }
        }
    }

    private static void drain(Job job, int thread) {
        int item;
        while ((item = job.next.getAndIncrement()) < job.items) {
            job.task.run(item, thread);
        }
    }

    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
