package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.TapRows;
import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveBatchTest {
    private static final int CACHED = 2_000;

    private final Runner runner = Runner.of(vocabulary(700));
    private final Tokenizer tokenizer = Tokenizer.from(runner.model().file());

    @AfterEach
    void close() {
        tokenizer.close();
        runner.close();
    }

    /// Notes all it is told.
    private static class Noted implements LiveJob {
        private final int[] prompt;
        private final Gains gains;
        private final GenerateOptions options;
        final List<Integer> drawn = new ArrayList<>();
        final Map<Integer, float[]> z = new TreeMap<>();
        final List<String> certain = new ArrayList<>();
        int seen;
        boolean cancelled;
        private @Nullable Generation end;
        @Nullable RuntimeException problem;

        Noted(int[] prompt, Gains gains, GenerateOptions options) {
            this.prompt = prompt;
            this.gains = gains;
            this.options = options;
        }

        /// The whole reply.
        Generation reply() {
            return Objects.requireNonNull(end);
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public GenerateOptions options() {
            return options;
        }

        @Override
        public Gains gains() {
            return gains;
        }

        @Override
        public boolean readsLast() {
            return true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void ffn(int layer, int position, float[] all, int zFrom, float[] h, int hFrom) {
            if (layer == 1) {
                seen++;
                z.put(position, Arrays.copyOfRange(all, zFrom, zFrom + 40));
            }
        }

        @Override
        public void drawn(int token, float[] logits, int from, int vocabulary) {
            drawn.add(token);
        }

        @Override
        public void advanced(DecodedText decoded, int sure, int read) {
            assertThat(read).isEqualTo(drawn.size() - 1);
            certain.add(decoded.text().substring(0, sure));
        }

        @Override
        public void ended(Generation generation) {
            assertThat(end).isNull();
            assertThat(cancelled).isFalse();
            end = generation;
        }

        @Override
        public void failed(RuntimeException failure) {
            assertThat(problem).isNull();
            problem = failure;
        }
    }

    private static GenerateOptions options(int maxTokens, double temperature, long seed) {
        return new GenerateOptions(
                maxTokens, (float) temperature, 40, 0.95f, List.of("e", "th"), seed);
    }

    private static Gains gains(float alpha) {
        return Gains.of(List.of(new NeuronId(0, 3), new NeuronId(1, 7)), alpha);
    }

    private static int[] prompt(int common, int own, int seed) {
        int[] prompt = Arrays.copyOf(Runner.tokens(common, 77), common + own);
        System.arraycopy(Runner.tokens(own, seed), 0, prompt, common, own);
        return prompt;
    }

    private static List<Noted> jobs() {
        List<Noted> jobs = new ArrayList<>();
        for (int j = 0; j < 14; j++) {
            int[] prompt = j % 2 == 0 ? prompt(40, 1 + j, j) : Runner.tokens(1 + 6 * j, j);
            Gains gains = j % 3 == 1 ? gains(3) : j % 3 == 2 ? gains(0) : Gains.NONE;
            jobs.add(new Noted(prompt, gains, options(3 + 2 * j, j % 4 == 0 ? 0 : 1.2, j)));
        }
        return jobs;
    }

    /// The job with nothing beside it, one token at a time.
    private Generation alone(Noted job) {
        Continuation continuation = new Continuation(tokenizer, job.prompt(), job.options());
        try (Sequence sequence = runner.session.sequence()) {
            int[] read = job.prompt();
            while (true) {
                float[][] logits = runner.read(sequence, job.gains(), read);
                float[] last = logits[logits.length - 1];
                int token = continuation.sample(last, 0, last.length);
                int room = runner.session.context() - sequence.length() - 1;
                Generation end = continuation.accept(token, room);
                if (end != null) {
                    return end;
                }
                read = new int[] {token};
            }
        }
    }

    private void requireAsAlone(Noted job) {
        assertThat(job.problem).isNull();
        assertThat(job.end).usingRecursiveComparison().isEqualTo(alone(job));
    }

    private static void run(LiveBatch batch) {
        for (int step = 0; batch.size() > 0; step++) {
            assertThat(step).isLessThan(500);
            batch.step();
        }
    }

    @Test
    void repliesAreThoseOfEachJobAloneHoweverTheyJoin() {
        try (LiveBatch batch = new LiveBatch(runner.session, tokenizer, CACHED)) {
            List<Noted> jobs = jobs();
            for (int j = 0; j < jobs.size(); j++) {
                batch.add(jobs.get(j));
                for (int step = 0; step < j % 3; step++) {
                    batch.step();
                }
            }
            run(batch);
            jobs.forEach(this::requireAsAlone);
            assertThat(jobs.stream().map(job -> job.reply().text()).distinct().count())
                    .isGreaterThan(8);
        }
    }

    @Test
    void everyPositionThatSpeaksForTheReplyIsSeenWithItsNumbers() {
        try (LiveBatch batch = new LiveBatch(runner.session, tokenizer, CACHED)) {
            List<Noted> jobs = jobs();
            jobs.forEach(batch::add);
            run(batch);
            for (Noted job : jobs) {
                int[] reply = job.reply().tokens();
                int[] all = Arrays.copyOf(job.prompt(), job.prompt().length + reply.length);
                System.arraycopy(reply, 0, all, job.prompt().length, reply.length);
                float[][] alone = z(all, job.gains());
                for (int at = job.prompt().length - 1; at < all.length; at++) {
                    assertThat(job.z.get(at)).as("position %d", at).isEqualTo(alone[at]);
                }
            }
        }
    }

    private float[][] z(int[] tokens, Gains gains) {
        float[][] seen = new float[tokens.length][];
        ForwardTap tap =
                new ForwardTap() {
                    @Override
                    public void ffn(int layer, TapRows rows, float[] z, float[] h) {
                        for (int row = 0; row < rows.count() && layer == 1; row++) {
                            seen[rows.position(row)] =
                                    Arrays.copyOfRange(z, row * 40, row * 40 + 40);
                        }
                    }
                };
        try (Sequence sequence = runner.session.sequence()) {
            Batch batch = new Batch();
            batch.add(sequence, tokens, Batch.Want.NONE);
            runner.session.forward(batch, tap, any -> gains);
        }
        return seen;
    }

    @Test
    void whatPromptsShareUnderEqualGainsIsReadOnce() {
        try (LiveBatch batch = new LiveBatch(runner.session, tokenizer, CACHED)) {
            List<Noted> jobs =
                    List.of(
                            new Noted(prompt(60, 4, 1), Gains.NONE, options(4, 0, 0)),
                            new Noted(prompt(60, 5, 2), Gains.NONE, options(4, 0, 0)),
                            new Noted(prompt(60, 6, 3), gains(3), options(4, 0, 0)));
            jobs.forEach(batch::add);
            run(batch);
            jobs.forEach(this::requireAsAlone);
            assertThat(jobs.get(0).seen).isGreaterThanOrEqualTo(64);
            assertThat(jobs.get(1).seen).as("waits for what the first reads").isLessThan(12);
            assertThat(jobs.get(2).seen).as("other gains").isGreaterThanOrEqualTo(66);

            Noted next = new Noted(followUp(jobs.get(0)), Gains.NONE, options(4, 0, 0));
            batch.add(next);
            run(batch);
            requireAsAlone(next);
            assertThat(next.z.keySet())
                    .allMatch(at -> at >= 64 + jobs.get(0).reply().tokens().length);
        }
    }

    private static int[] followUp(Noted first) {
        int[] reply = first.reply().tokens();
        return IntStream.concat(
                        IntStream.concat(Arrays.stream(first.prompt()), Arrays.stream(reply)),
                        Arrays.stream(Runner.tokens(5, 9)))
                .toArray();
    }

    @Test
    void aSmallCacheForgetsAndTheRepliesStayTheSame() {
        for (int cached : new int[] {0, 50, 130}) {
            try (LiveBatch batch = new LiveBatch(runner.session, tokenizer, cached)) {
                List<Noted> jobs = jobs();
                jobs.forEach(batch::add);
                run(batch);
                jobs.forEach(this::requireAsAlone);
            }
        }
    }

    @Test
    void aLongPromptDoesNotStopTheOthersReply() {
        try (Runner wide = Runner.of(vocabulary(700), context(2_000));
                LiveBatch batch = new LiveBatch(wide.session, tokenizer, 0)) {
            Noted first = new Noted(Runner.tokens(3, 1), Gains.NONE, greedy(60));
            Noted other = new Noted(Runner.tokens(1_000, 2), Gains.NONE, greedy(3));
            batch.add(first);
            batch.step();
            batch.add(other);
            int before = first.drawn.size();
            for (int step = 0; step < 10; step++) {
                batch.step();
            }
            assertThat(first.drawn).hasSize(before + 10);
            assertThat(other.drawn).isEmpty();
            run(batch);
            assertThat(other.end).isNotNull();
        }
    }

    @Test
    void aShortPromptDoesNotWaitForALongOne() {
        try (Runner wide = Runner.of(vocabulary(700), context(2_000));
                LiveBatch batch = new LiveBatch(wide.session, tokenizer, 0)) {
            Noted talks = new Noted(Runner.tokens(3, 1), Gains.NONE, greedy(60));
            Noted book = new Noted(Runner.tokens(1_500, 2), Gains.NONE, greedy(3));
            Noted question = new Noted(Runner.tokens(60, 3), Gains.NONE, greedy(3));
            batch.add(talks);
            batch.step();
            batch.add(book);
            batch.add(question);
            for (int step = 0; step < 3; step++) {
                batch.step();
            }
            assertThat(question.drawn).isNotEmpty();
            assertThat(book.seen).as("reads meanwhile").isGreaterThanOrEqualTo(3 * 32);
            run(batch);
            assertThat(book.end).isNotNull();
        }
    }

    @Test
    void whatALongPromptSharesIsTakenAsSoonAsItIsRead() {
        try (Runner wide = Runner.of(vocabulary(700), context(2_000));
                LiveBatch batch = new LiveBatch(wide.session, tokenizer, 0)) {
            int[] head = Runner.tokens(40, 5);
            int[] book = Runner.tokens(1_000, 6);
            System.arraycopy(head, 0, book, 0, head.length);
            int[] question = Arrays.copyOf(head, 45);
            Noted talks = new Noted(Runner.tokens(3, 1), Gains.NONE, greedy(60));
            Noted reads = new Noted(book, Gains.NONE, greedy(3));
            Noted asks = new Noted(question, Gains.NONE, greedy(3));
            batch.add(talks);
            batch.step();
            batch.add(reads);
            batch.add(asks);
            for (int step = 0; step < 3; step++) {
                batch.step();
            }
            assertThat(asks.drawn).as("before the book is read").isNotEmpty();
            assertThat(reads.drawn).isEmpty();
            assertThat(asks.seen).as("shares the head").isLessThan(10);
            run(batch);
            assertThat(reads.end).isNotNull();
        }
    }

    private static GenerateOptions greedy(int tokens) {
        return GenerateOptions.greedy(tokens, List.of());
    }

    @Test
    void aCancelledJobLeavesAndIsToldNothing() {
        try (LiveBatch batch = new LiveBatch(runner.session, tokenizer, CACHED)) {
            Noted leaves = new Noted(Runner.tokens(9, 1), Gains.NONE, greedy(90));
            Noted stays = new Noted(Runner.tokens(9, 2), Gains.NONE, greedy(20));
            batch.add(leaves);
            batch.add(stays);
            batch.step();
            batch.step();
            int told = leaves.drawn.size();
            leaves.cancelled = true;
            run(batch);
            assertThat(leaves.drawn).hasSize(told);
            assertThat(leaves.end).isNull();
            requireAsAlone(stays);
        }
    }

    @Test
    void aJobWithNumbersThatOverflowFailsAloneAndTheOthersGoOn() {
        try (LiveBatch batch = new LiveBatch(runner.session, tokenizer, CACHED)) {
            Noted well = new Noted(Runner.tokens(9, 1), Gains.NONE, options(30, 1.2, 5));
            batch.add(well);
            batch.step();
            batch.step();
            Gains loud = Gains.of(neurons(), 3e38f);
            Noted broken = new Noted(Runner.tokens(9, 2), loud, greedy(20));
            batch.add(broken);
            run(batch);
            assertThat(broken.problem).isInstanceOf(NonFiniteLogitsException.class);
            requireAsAlone(well);
        }
    }

    private static List<NeuronId> neurons() {
        return IntStream.range(0, 40).mapToObj(j -> new NeuronId(0, j)).toList();
    }

    @Test
    void aJobThatThrowsFailsAlone() {
        try (LiveBatch batch = new LiveBatch(runner.session, tokenizer, CACHED)) {
            TreeSet<String> failed = new TreeSet<>();
            for (String where : List.of("ffn", "drawn", "advanced", "ffn deep", "drawn deep")) {
                batch.add(
                        new Noted(Runner.tokens(9, 1), Gains.NONE, greedy(20)) {
                            private void at(String here) {
                                if (here.equals(where)) {
                                    throw new IllegalStateException("in " + where);
                                }
                                if (where.equals(here + " deep")) {
                                    throw new StackOverflowError("in " + where);
                                }
                            }

                            @Override
                            public void ffn(int l, int p, float[] z, int zf, float[] h, int hf) {
                                at("ffn");
                            }

                            @Override
                            public void drawn(int token, float[] logits, int from, int n) {
                                at("drawn");
                            }

                            @Override
                            public void advanced(DecodedText decoded, int sure, int read) {
                                at("advanced");
                            }

                            @Override
                            public void failed(RuntimeException failure) {
                                failed.add(String.valueOf(failure.getMessage()));
                            }
                        });
            }
            Noted well = new Noted(Runner.tokens(9, 1), Gains.NONE, greedy(20));
            batch.add(well);
            run(batch);
            String deep = "the job failed: java.lang.StackOverflowError: in ";
            assertThat(failed)
                    .containsExactly(
                            "in advanced",
                            "in drawn",
                            "in ffn",
                            deep + "drawn deep",
                            deep + "ffn deep");
            requireAsAlone(well);
        }
    }

    @Test
    void aPromptWithoutRoomForAReplyIsRefusedAndTheContextEndsOne() {
        try (LiveBatch batch = new LiveBatch(runner.session, tokenizer, CACHED)) {
            assertThatThrownBy(() ->
                            batch.add(new Noted(Runner.tokens(128, 1), Gains.NONE, greedy(5))))
                    .isInstanceOf(ContextExceededException.class);
            Noted last = new Noted(Runner.tokens(127, 1), Gains.NONE, greedy(5));
            batch.add(last);
            run(batch);
            requireAsAlone(last);
            assertThat(last.reply().end()).isEqualTo(Generation.End.CONTEXT);
        }
    }
}
