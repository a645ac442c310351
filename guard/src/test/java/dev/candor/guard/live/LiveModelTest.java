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
    private static class Job implements LiveJob {
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

    private static LiveModel.Ticket submit(
            LiveModel live, LiveJob job, String asker, Duration within) {
        return live.admit(asker, 1).getFirst().submitLast(job, within);
    }

    @Test
    void manyAskersGetTheirReplies() throws Exception {
        try (LiveModel live = live(4, 100)) {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Job job = new Job(i, 1 + i % 7, open());
                jobs.add(job);
                submit(live, job, "asker " + i % 3, LONG);
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
                submit(live, job, "a", LONG);
            }
            taken.getFirst().begun.await();
            assertThatThrownBy(() -> submit(live, new Job(4, 3, gate), "b", LONG))
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
            LiveModel.Ticket ticket = submit(live, first, "a", LONG);
            Job waits = new Job(2, 3, gate);
            LiveModel.Ticket waiting = submit(live, waits, "a", LONG);
            Job second = new Job(3, 3, gate);
            submit(live, second, "a", LONG);
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
            submit(live, runs, "a", Duration.ofMillis(50));
            submit(live, waits, "a", Duration.ofMillis(50));
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
        submit(live, runs, "a", LONG);
        submit(live, waits, "a", LONG);
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
            submit(live, new Job(9, 1, open()), "b", LONG).cancel();
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
        submit(live, runs, "a", LONG);
        submit(live, waits, "a", LONG);
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

    @Test
    void whoWaitsHearsOfItWhenTheModelsThreadDies() {
        try (LiveModel live = live(2, 5)) {
            Job breaks =
                    new Job(1, 3, open()) {
                        @Override
                        public int[] prompt() {
                            throw new OutOfMemoryError("no room for the prompt");
                        }
                    };
            submit(live, breaks, "a", LONG);
            assertThat(breaks.reply)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCauseInstanceOf(ClosingException.class);
            assertThatThrownBy(() -> live.admit("b", 1)).isInstanceOf(ClosingException.class);
        }
    }

    @Test
    void placesAreGivenForAllRepliesOrNone() {
        try (LiveModel live = live(1, 2)) {
            Place one = live.admit("a", 1).getFirst();
            assertThatThrownBy(() -> live.admit("b", 3)).isInstanceOf(BusyException.class);
            List<Place> two = live.admit("b", 2);
            assertThatThrownBy(() -> live.admit("c", 1)).isInstanceOf(BusyException.class);
            one.close();
            one.close();
            assertThatThrownBy(() -> live.admit("c", 2)).isInstanceOf(BusyException.class);
            two.forEach(Place::close);
            assertThat(live.admit("c", 3)).hasSize(3);
        }
    }

    @Test
    void whoHasAPlaceIsRefusedNoFurtherJobHoweverFullItIs() throws Exception {
        try (LiveModel live = live(1, 1);
                Place place = live.admit("a", 1).getFirst()) {
            Job first = new Job(1, 3, open());
            place.submit(first, LONG);
            first.reply.get(30, TimeUnit.SECONDS);
            submit(live, new Job(2, 3_900, open()), "b", LONG);
            assertThatThrownBy(() -> live.admit("c", 1)).isInstanceOf(BusyException.class);
            Job again = new Job(3, 3, open());
            place.submitLast(again, LONG);
            again.reply.get(30, TimeUnit.SECONDS);
            assertThat(live.admit("c", 1)).hasSize(1);
        }
    }

    @Test
    void closingWaitsForWhoHasAPlaceAndStillTakesTheirJobs() throws Exception {
        LiveModel live = live(1, 0);
        Place place = live.admit("a", 1).getFirst();
        Thread closing = Thread.ofVirtual().start(() -> live.close(LONG));
        while (!live.isClosing()) {
            Thread.onSpinWait();
        }
        assertThat(refuses(live)).isTrue();
        for (int i = 0; i < 2; i++) {
            Job job = new Job(i, 3, open());
            place.submit(job, LONG);
            job.reply.get(30, TimeUnit.SECONDS);
            assertThat(closing.isAlive()).isTrue();
        }
        place.close();
        closing.join();
    }

    @Test
    void severalMayCloseAtOnce() throws Exception {
        LiveModel live = live(4, 0);
        for (int i = 0; i < 4; i++) {
            submit(live, new Job(i, 3_900, open()), "a", LONG);
        }
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.runAsync(live::close));
        }
        for (CompletableFuture<Void> each : all) {
            each.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aPlaceOfAClosedModelTakesNothing() {
        LiveModel live = live(1, 0);
        Place place = live.admit("a", 1).getFirst();
        live.close();
        assertThatThrownBy(() -> place.submit(new Job(1, 3, open()), LONG))
                .isInstanceOf(ClosingException.class);
    }
}
