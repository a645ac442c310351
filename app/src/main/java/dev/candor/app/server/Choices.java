package dev.candor.app.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The choices of one request, made side by side: what fails one of them ends all.
final class Choices {
    /// Why the first of them failed. The others ask for it: an interrupt would close the connection
    /// that they write to.
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /// Whether one has failed.
    boolean isOver() {
        return failure.get() != null;
    }

    /// Makes all of them, each by a thread of its own.
    ///
    /// @param one makes the choice of an index
    /// @throws RuntimeException what the first that failed threw
    <T> List<T> all(int count, IntFunction<T> one) {
        if (count == 1) {
            return List.of(one.apply(0));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                running.add(threads.submit(() -> made(index, one)));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> each : running) {
                all.add(await(each));
            }
            return all;
        }
    }

    private <T> T made(int index, IntFunction<T> one) {
        try {
            return one.apply(index);
        } catch (RuntimeException problem) {
            failure.compareAndSet(null, problem);
            throw problem;
        }
    }

    private <T> T await(Future<T> choice) {
        try {
            return choice.get();
        } catch (ExecutionException failed) {
            RuntimeException first = failure.get();
            throw first == null ? new IllegalStateException(failed) : first;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var stopped = new CancellationException("interrupted while a reply was generated");
            failure.compareAndSet(null, stopped);
            throw stopped;
        }
    }
}
