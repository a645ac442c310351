package dev.candor.lab.probe;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs numbered tasks on a few threads that live for the call.
final class Parallel {
    private Parallel() {}

    /// Runs `task` for 0 … tasks − 1, on the caller's thread and `threads` − 1 more, and returns
    /// when all are done. The first failure is thrown again here and stops what has not started.
    static void run(int threads, int tasks, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable worker =
                () -> {
                    try {
                        for (int t = next.getAndIncrement();
                                t < tasks && failure.get() == null;
                                t = next.getAndIncrement()) {
                            task.accept(t);
                        }
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    }
                };
        Thread[] helpers = new Thread[Math.max(0, Math.min(threads, tasks) - 1)];
        for (int h = 0; h < helpers.length; h++) {
            helpers[h] = Thread.ofPlatform().daemon().name("solver-" + h).start(worker);
        }
        worker.run();
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError(e);
        }
    }
}
