package dev.candor.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WorkersTest {
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 32})
    void everyItemRunsOnceInEveryJobOfManyJobs(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertThat(workers.threads()).isEqualTo(threads);
            for (int job = 0; job < (threads > 8 ? 41 : 300); job++) {
                int items = job % 41;
                // plain writes: the end of the job must make them visible
                int[] runs = new int[items];
                boolean[] wrongThread = new boolean[1];
                workers.run(
                        items,
                        (item, thread) -> {
                            runs[item]++;
                            if (thread < 0 || thread >= threads) {
                                wrongThread[0] = true;
                            }
                        });
                assertThat(runs).containsOnly(items == 0 ? new int[0] : ones(items));
                assertThat(wrongThread[0]).isFalse();
            }
        }
    }

    private static int[] ones(int length) {
        int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void allThreadsTakePart() throws InterruptedException {
        try (Workers workers = new Workers(4)) {
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            Set<Integer> numbers = ConcurrentHashMap.newKeySet();
            CountDownLatch together = new CountDownLatch(4);
            workers.run(
                    4,
                    (item, thread) -> {
                        seen.add(Thread.currentThread());
                        numbers.add(thread);
                        together.countDown();
                        await(together);
                    });
            assertThat(seen).hasSize(4).contains(Thread.currentThread());
            assertThat(numbers).containsExactlyInAnyOrder(0, 1, 2, 3);
        }
    }

    @Test
    void anExceptionOfTheCallersOwnItemComesOut() {
        try (Workers workers = new Workers(3)) {
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> failOn(workers, true, caller)).isInstanceOf(Broken.class);
        }
    }

    @Test
    void anExceptionOfAHelperComesOutAsTheSameException() {
        try (Workers workers = new Workers(3)) {
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> failOn(workers, false, caller)).isInstanceOf(Broken.class);
        }
    }

    @Test
    void anErrorOfAHelperComesOutAsTheSameError() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() ->
                            workers.run(
                                    8,
                                    (item, thread) -> {
                                        throw new OutOfMemoryError("pretended");
                                    }))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("pretended");
        }
    }

    @Test
    void workersGoOnAfterAnException() {
        try (Workers workers = new Workers(3)) {
            Thread caller = Thread.currentThread();
            for (int i = 0; i < 20; i++) {
                boolean own = i % 2 == 0;
                assertThatThrownBy(() -> failOn(workers, own, caller)).isInstanceOf(Broken.class);
                int[] runs = new int[16];
                workers.run(16, (item, thread) -> runs[item]++);
                assertThat(runs).containsOnly(1);
            }
        }
    }

    /// Fails in the caller's thread or in a helper's, whichever `own` says, while all take part.
    private static void failOn(Workers workers, boolean own, Thread caller) {
        CountDownLatch together = new CountDownLatch(workers.threads());
        workers.run(
                workers.threads(),
                (item, thread) -> {
                    together.countDown();
                    await(together);
                    if (Thread.currentThread().equals(caller) == own) {
                        throw new Broken();
                    }
                });
    }

    @Test
    void closedWorkersRefuseJobsAndLetTheirThreadsGo() throws InterruptedException {
        Workers workers = new Workers(3);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch together = new CountDownLatch(3);
        workers.run(
                3,
                (item, thread) -> {
                    seen.add(Thread.currentThread());
                    together.countDown();
                    await(together);
                });
        workers.close();
        workers.close();
        assertThatThrownBy(() -> workers.run(1, (item, thread) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("workers are closed");
        seen.remove(Thread.currentThread());
        assertThat(seen).hasSize(2);
        for (Thread helper : seen) {
            assertThat(helper.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void idleWorkersWakeForTheNextJob() throws InterruptedException {
        try (Workers workers = new Workers(2)) {
            workers.run(2, (item, thread) -> {});
            Thread.sleep(50);
            AtomicBoolean helped = new AtomicBoolean();
            CountDownLatch together = new CountDownLatch(2);
            workers.run(
                    2,
                    (item, thread) -> {
                        together.countDown();
                        await(together);
                        if (thread == 1) {
                            helped.set(true);
                        }
                    });
            assertThat(helped).isTrue();
        }
    }

    @Test
    void noThreadsAreNoWorkers() {
        assertThatThrownBy(() -> new Workers(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1, found 0");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
