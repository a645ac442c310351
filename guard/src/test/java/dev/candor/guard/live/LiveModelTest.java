package dev.candor.guard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.LiveJob;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.tokenizer.Tokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveModelTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Model model = TinyModels.llama(TinyModels.context(4_000));
    private final Workers workers = new Workers(2);
    private final Tokenizer tokenizer = Tokenizer.from(model.file());
    private final Session session = new Session(model, new VectorKernels(), workers);

    @AfterEach
    void close() {
        workers.close();
        tokenizer.close();
        model.close();
    }

    /// Waits at its first token until it may go on.
    private static final class Job implements LiveJob {
        private final int[] prompt;
        private final int tokens;
        final CompletableFuture<Generation> reply = new CompletableFuture<>();
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch mayGoOn;

        Job(int seed, int tokens, CountDownLatch mayGoOn) {
            this.prompt = new int[] {1, 100 + seed, 101};
            this.tokens = tokens;
            this.mayGoOn = mayGoOn;
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public GenerateOptions options() {
            return new GenerateOptions(tokens, 1.5f, 0, 1, List.of(), 7);
        }

        @Override
        public void drawn(int token, float[] logits, int from, int vocabulary) {
            begun.countDown();
            try {
                assertThat(mayGoOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void ended(Generation generation) {
            reply.complete(generation);
        }

        @Override
        public void failed(RuntimeException problem) {
            reply.completeExceptionally(problem);
        }
    }

    private static CountDownLatch open() {
        return new CountDownLatch(0);
    }

    private LiveModel live(int width, int waiting) {
        return new LiveModel(session, tokenizer, new Limits(width, waiting, 1_000));
    }

    @Test
    void manyAskersGetTheirReplies() throws Exception {
        try (LiveModel live = live(4, 100)) {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Job job = new Job(i, 1 + i % 7, open());
                jobs.add(job);
                live.submit(job, "asker " + i % 3, LONG);
            }
            for (Job job : jobs) {
                assertThat(job.reply.get(30, TimeUnit.SECONDS).tokens()).isNotEmpty();
            }
            assertThat(live.load().tokens()).isGreaterThanOrEqualTo(30);
        }
    }

    @Test
    void whoFindsTheQueueFullIsToldWhenToComeBack() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (LiveModel live = live(1, 2)) {
            List<Job> taken =
                    List.of(new Job(1, 3, gate), new Job(2, 3, gate), new Job(3, 3, gate));
            for (Job job : taken) {
                live.submit(job, "a", LONG);
            }
            taken.getFirst().begun.await();
            assertThatThrownBy(() -> live.submit(new Job(4, 3, gate), "b", LONG))
                    .isInstanceOfSatisfying(
                            BusyException.class,
                            busy ->
                                    assertThat(busy.retryAfter())
                                            .isBetween(
                                                    Duration.ofSeconds(1), Duration.ofMinutes(1)));
            gate.countDown();
            for (Job job : taken) {
                job.reply.get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aCancelledJobMakesRoomAndIsToldNothing() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (LiveModel live = live(1, 5)) {
            Job first = new Job(1, 3_000, gate);
            LiveModel.Ticket ticket = live.submit(first, "a", LONG);
            Job waits = new Job(2, 3, gate);
            LiveModel.Ticket waiting = live.submit(waits, "a", LONG);
            Job second = new Job(3, 3, gate);
            live.submit(second, "a", LONG);
            first.begun.await();
            ticket.cancel();
            waiting.cancel();
            gate.countDown();
            second.reply.get(30, TimeUnit.SECONDS);
            assertThat(first.reply).isNotDone();
            assertThat(waits.reply).isNotDone();
        }
    }

    @Test
    void aDeadlineEndsARunningReplyAndOneThatStillWaits() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (LiveModel live = live(1, 5)) {
            Job runs = new Job(1, 3_900, gate);
            Job waits = new Job(2, 3, gate);
            live.submit(runs, "a", Duration.ofMillis(50));
            live.submit(waits, "a", Duration.ofMillis(50));
            runs.begun.await();
            Thread.sleep(60);
            gate.countDown();
            for (Job late : List.of(runs, waits)) {
                assertThat(late.reply)
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withCauseInstanceOf(DeadlineException.class);
            }
        }
    }

    @Test
    void closingFinishesWhatRunsAndWaitsAndTakesNoMore() throws Exception {
        LiveModel live = live(1, 5);
        CountDownLatch gate = new CountDownLatch(1);
        Job runs = new Job(1, 20, gate);
        Job waits = new Job(2, 20, gate);
        live.submit(runs, "a", LONG);
        live.submit(waits, "a", LONG);
        runs.begun.await();
        Thread closing = Thread.ofVirtual().start(() -> live.close(LONG));
        while (!refuses(live)) {
            Thread.onSpinWait();
        }
        gate.countDown();
        closing.join();
        assertThat(runs.reply).isCompleted();
        assertThat(waits.reply).isCompleted();
    }

    private static boolean refuses(LiveModel live) {
        try {
            live.submit(new Job(9, 1, open()), "b", LONG).cancel();
            return false;
        } catch (BusyException full) {
            return false;
        } catch (ClosingException closing) {
            return true;
        }
    }

    @Test
    void withoutGraceWhatRemainsIsToldSo() throws Exception {
        LiveModel live = live(1, 5);
        CountDownLatch gate = new CountDownLatch(1);
        Job runs = new Job(1, 3_900, gate);
        Job waits = new Job(2, 20, gate);
        live.submit(runs, "a", LONG);
        live.submit(waits, "a", LONG);
        runs.begun.await();
        gate.countDown();
        live.close();
        for (Job ended : List.of(runs, waits)) {
            assertThat(ended.reply)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCauseInstanceOf(ClosingException.class);
        }
    }
}
