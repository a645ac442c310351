package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuousBatchTest {
    /// A job that asks for its continuations wave by wave and checks how it is told of them.
    private static final class Waves implements ContinuousBatch.Job {
        private final int[] prompt;
        private final Gains gains;
        private final List<List<GenerateOptions>> waves;
        private final List<@Nullable Generation> told = new ArrayList<>();
        private int asked;
        private int finished;
        private List<Generation> done = List.of();

        Waves(int[] prompt, Gains gains, List<List<GenerateOptions>> waves) {
            this.prompt = prompt;
            this.gains = gains;
            this.waves = waves;
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public Gains gains() {
            return gains;
        }

        @Override
        public List<GenerateOptions> next(List<Generation> soFar) {
            assertThat(soFar).isEqualTo(told).hasSize(finished);
            done = soFar;
            if (asked == waves.size()) {
                asked++; // once told that it is over, it may not be asked again
                return List.of();
            }
            assertThat(asked).isLessThan(waves.size());
            List<GenerateOptions> wave = waves.get(asked++);
            for (int i = 0; i < wave.size(); i++) {
                told.add(null);
            }
            return wave;
        }

        @Override
        public void finished(int number, Generation generation) {
            assertThat(told.set(number, generation)).as("told twice of %d", number).isNull();
            finished++;
        }

        boolean isOver() {
            return asked == waves.size() + 1;
        }

        List<GenerateOptions> all() {
            return waves.stream().flatMap(List::stream).toList();
        }
    }

    private static GenerateOptions options(int maxTokens, double temperature, long seed) {
        return new GenerateOptions(
                maxTokens, (float) temperature, 40, 0.95f, List.of("e", "th"), seed);
    }

    /// Mixed lengths, some with a common beginning, some with gains, in none to three waves.
    private static List<Waves> jobs() {
        int[] common = Runner.tokens(33, 77);
        List<Waves> jobs = new ArrayList<>();
        for (int j = 0; j < 14; j++) {
            int[] prompt = Runner.tokens(1 + 5 * j, j);
            if (j % 2 == 0) {
                int[] own = prompt;
                prompt = Arrays.copyOf(common, common.length + own.length);
                System.arraycopy(own, 0, prompt, common.length, own.length);
            }
            Gains gains =
                    j % 3 == 1
                            ? Gains.of(List.of(new NeuronId(0, j), new NeuronId(1, 2 * j)), 3f)
                            : Gains.NONE;
            List<List<GenerateOptions>> waves = new ArrayList<>();
            for (int wave = 0; wave < j % 4; wave++) {
                List<GenerateOptions> wanted = new ArrayList<>();
                for (int i = 0; i <= (j + wave) % 5; i++) {
                    int maxTokens = 1 + (7 * i + 3 * j) % 19;
                    wanted.add(options(maxTokens, i == 1 ? 0 : 1.2, 100L * j + 10 * wave + i));
                }
                waves.add(wanted);
            }
            jobs.add(new Waves(prompt, gains, waves));
        }
        return jobs;
    }

    /// One continuation, one token at a time, with nothing beside it.
    private static Generation alone(
            Runner runner, Tokenizer tokenizer, Waves job, GenerateOptions options) {
        Continuation continuation = new Continuation(tokenizer, job.prompt(), options);
        try (Sequence sequence = runner.session.sequence()) {
            int[] read = job.prompt();
            while (true) {
                Batch batch = new Batch();
                batch.add(sequence, read, Batch.Want.LAST);
                Logits logits = runner.session.forward(batch, ForwardTap.NONE, any -> job.gains());
                int token =
                        continuation.sample(
                                logits.values(), logits.from(0, 0), logits.vocabulary());
                int room = runner.session.config().context() - sequence.length() - 1;
                Generation end = continuation.accept(token, room);
                if (end != null) {
                    return end;
                }
                read = new int[] {token};
            }
        }
    }

    private static void requireAlone(Runner runner, Tokenizer tokenizer, Waves job) {
        assertThat(job.isOver()).isTrue();
        List<GenerateOptions> all = job.all();
        assertThat(job.done).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            assertThat(job.done.get(i))
                    .as("continuation %d", i)
                    .usingRecursiveComparison()
                    .isEqualTo(alone(runner, tokenizer, job, all.get(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 200})
    void eachContinuationIsTheOneGeneratedAlone(int width) {
        try (Runner runner = Runner.of(vocabulary(700));
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, Runner.tokens(33, 77))) {
            List<Waves> jobs = jobs();
            new ContinuousBatch(runner.session, tokenizer, cache, width).run(jobs.iterator());
            int different = 0;
            for (Waves job : jobs) {
                requireAlone(runner, tokenizer, job);
                different += (int) job.done.stream().map(Generation::text).distinct().count();
            }
            assertThat(different).as("different replies").isGreaterThan(20);
        }
    }

    @Test
    void doneStandsInTheOrderAskedForWhicheverEndsFirst() {
        try (Runner runner = Runner.of(vocabulary(700));
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            List<Integer> order = new ArrayList<>();
            ContinuousBatch.Job job =
                    new ContinuousBatch.Job() {
                        @Override
                        public int[] prompt() {
                            return new int[] {1, 300, 301};
                        }

                        @Override
                        public List<GenerateOptions> next(List<Generation> done) {
                            if (!done.isEmpty()) {
                                assertThat(order).containsExactly(1, 2, 0);
                                assertThat(done)
                                        .extracting(g -> g.tokens().length)
                                        .containsExactly(9, 2, 5);
                                return List.of();
                            }
                            return List.of(
                                    GenerateOptions.greedy(9, List.of()),
                                    GenerateOptions.greedy(2, List.of()),
                                    GenerateOptions.greedy(5, List.of()));
                        }

                        @Override
                        public void finished(int number, Generation generation) {
                            order.add(number);
                        }
                    };
            new ContinuousBatch(runner.session, tokenizer, cache, 8).run(List.of(job).iterator());
            assertThat(order).containsExactly(1, 2, 0);
        }
    }

    @Test
    void jobsThatWantNothingEnd() {
        try (Runner runner = Runner.of();
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            List<Waves> jobs = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                jobs.add(new Waves(Runner.tokens(3, i), Gains.NONE, List.of()));
            }
            new ContinuousBatch(runner.session, tokenizer, cache, 2).run(jobs.iterator());
            assertThat(jobs).allMatch(Waves::isOver);
        }
    }

    @Test
    void aReplyFillsTheContextToTheLastPositionAndCanBeReadBack() {
        GenerateOptions long1 = new GenerateOptions(500, 1, 0, 1, List.of(), 5);
        try (Runner runner = Runner.of(context(64), vocabulary(700));
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            for (int length : List.of(50, 62, 63)) {
                Waves job =
                        new Waves(
                                Runner.tokens(length, 8),
                                Gains.NONE,
                                List.of(List.of(long1, long1.withSeed(6))));
                new ContinuousBatch(runner.session, tokenizer, cache, 4)
                        .run(List.of(job).iterator());
                requireAlone(runner, tokenizer, job);
                for (Generation generation : job.done) {
                    assertThat(generation.end()).isEqualTo(Generation.End.CONTEXT);
                    assertThat(generation.tokens()).hasSize(64 - length);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65})
    void aPromptThatLeavesNoRoomForAReplyIsRefused(int length) {
        try (Runner runner = Runner.of(context(64));
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            Waves job =
                    new Waves(
                            Runner.tokens(length, 9),
                            Gains.NONE,
                            List.of(List.of(GenerateOptions.greedy(1, List.of()))));
            ContinuousBatch batch = new ContinuousBatch(runner.session, tokenizer, cache, 4);
            assertThatThrownBy(() -> batch.run(List.of(job).iterator()))
                    .isInstanceOf(ContextExceededException.class)
                    .hasMessageContainingAll("prompt of " + length, "context of 64");
        }
    }

    /// A conversation: each turn's prompt is the one before, some of its reply and more words.
    private static final class Talk implements ContinuousBatch.Job {
        private final ArrayDeque<Talk> line;
        private final int[] prompt;
        private final Gains gains;
        private final int turn;
        private final ContinuousBatch.@Nullable Begun begun;
        private ContinuousBatch.@Nullable Begun end;
        private final List<Generation> replies;

        Talk(
                ArrayDeque<Talk> line,
                int[] prompt,
                Gains gains,
                int turn,
                ContinuousBatch.@Nullable Begun begun,
                List<Generation> replies) {
            this.line = line;
            this.prompt = prompt;
            this.gains = gains;
            this.turn = turn;
            this.begun = begun;
            this.replies = replies;
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public Gains gains() {
            return gains;
        }

        @Override
        public ContinuousBatch.@Nullable Begun begun() {
            return begun;
        }

        @Override
        public boolean keeps(ContinuousBatch.Begun read) {
            end = read;
            return turn < 3;
        }

        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            if (done.isEmpty()) {
                return List.of(options(3 + 4 * turn, 0.9, prompt.length));
            }
            Generation reply = done.getFirst();
            replies.add(reply);
            if (turn < 3) {
                // The last turn diverges within what was read, as a template may.
                int kept = turn == 2 ? prompt.length / 2 : prompt.length + reply.tokens().length;
                int[] read = Arrays.copyOf(prompt, prompt.length + reply.tokens().length);
                System.arraycopy(reply.tokens(), 0, read, prompt.length, reply.tokens().length);
                int[] more = Runner.tokens(2 + 3 * turn, 40 + turn);
                int[] next = Arrays.copyOf(read, kept + more.length);
                System.arraycopy(more, 0, next, kept, more.length);
                line.add(new Talk(line, next, gains, turn + 1, end, replies));
            }
            return List.of();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aTurnThatGoesOnFromTheOneBeforeSaysWhatItsWholePromptSays(int width) {
        try (Runner runner = Runner.of(vocabulary(700));
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            ArrayDeque<Talk> line = new ArrayDeque<>();
            List<Talk> held = new ArrayList<>();
            for (int j = 0; j < 4; j++) {
                Gains gains =
                        j % 2 == 0 ? Gains.NONE : Gains.of(List.of(new NeuronId(0, 3 * j)), 3f);
                line.add(
                        new Talk(
                                line,
                                Runner.tokens(4 + 9 * j, j),
                                gains,
                                0,
                                null,
                                new ArrayList<>()));
            }
            Iterator<Talk> jobs =
                    new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return !line.isEmpty();
                        }

                        @Override
                        public Talk next() {
                            Talk next = line.remove();
                            held.add(next);
                            return next;
                        }
                    };
            new ContinuousBatch(runner.session, tokenizer, cache, width).run(jobs);
            assertThat(held).hasSize(16).filteredOn(talk -> talk.begun() != null).hasSize(12);
            for (Talk talk : held) {
                Waves whole =
                        new Waves(
                                talk.prompt,
                                talk.gains,
                                List.of(
                                        List.of(
                                                options(
                                                        3 + 4 * talk.turn,
                                                        0.9,
                                                        talk.prompt.length))));
                assertThat(talk.replies.get(talk.turn))
                        .usingRecursiveComparison()
                        .isEqualTo(alone(runner, tokenizer, whole, whole.all().getFirst()));
            }
            ContinuousBatch.Begun taken = held.getLast().begun();
            assertThatThrownBy(() ->
                            runner.session.fork(
                                    java.util.Objects.requireNonNull(taken).sequence(), 1))
                    .hasMessageContaining("closed");
        }
    }

    /// A job that weighs options and then takes one reply.
    private static final class Chooser implements ContinuousBatch.Job {
        private final int[] prompt;
        private final Gains gains;
        private final List<int[]> options;
        private double[] weighed = {};
        private @Nullable Generation reply;

        Chooser(int[] prompt, Gains gains, List<int[]> options) {
            this.prompt = prompt;
            this.gains = gains;
            this.options = options;
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public Gains gains() {
            return gains;
        }

        @Override
        public List<int[]> alternatives() {
            return options;
        }

        @Override
        public void weighed(double[] logProbabilities) {
            assertThat(weighed).as("told once").isEmpty();
            weighed = logProbabilities;
        }

        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            assertThat(weighed).as("told before").hasSameSizeAs(options);
            if (done.isEmpty()) {
                return List.of(GenerateOptions.greedy(7, List.of()));
            }
            reply = done.getFirst();
            return List.of();
        }
    }

    @Test
    void aPromptThatFillsTheContextIsWeighedWhereNoReplyIsWanted() {
        try (Runner runner = Runner.of(context(64));
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            int[] prompt = Runner.tokens(64, 9);
            List<Double> weighed = new ArrayList<>();
            ContinuousBatch.Job job =
                    new ContinuousBatch.Job() {
                        @Override
                        public int[] prompt() {
                            return prompt;
                        }

                        @Override
                        public List<int[]> alternatives() {
                            return List.of(new int[] {3}, new int[] {5});
                        }

                        @Override
                        public void weighed(double[] logProbabilities) {
                            Arrays.stream(logProbabilities).forEach(weighed::add);
                        }

                        @Override
                        public List<GenerateOptions> next(List<Generation> done) {
                            return List.of();
                        }
                    };
            new ContinuousBatch(runner.session, tokenizer, cache, 4).run(List.of(job).iterator());
            float[] last = runner.all(Gains.NONE, prompt)[63];
            assertThat(weighed)
                    .containsExactly(
                            Logits.logProbability(last, 0, last.length, 3),
                            Logits.logProbability(last, 0, last.length, 5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 50})
    void optionsWeighWhatTheirTokensDoOneByOneAndChangeNoReply(int width) {
        try (Runner runner = Runner.of(vocabulary(700));
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            List<Chooser> jobs = new ArrayList<>();
            List<Chooser> without = new ArrayList<>();
            for (int j = 0; j < 9; j++) {
                int[] prompt = Runner.tokens(2 + 3 * j, j);
                Gains gains = Gains.of(List.of(new NeuronId(0, j)), j % 3);
                List<int[]> options = new ArrayList<>();
                for (int i = 0; i < j % 4; i++) {
                    options.add(Runner.tokens(1 + (i + j) % 3, 50 + 10 * j + i));
                }
                jobs.add(new Chooser(prompt, gains, options));
                without.add(new Chooser(prompt, gains, List.of()));
            }
            ContinuousBatch batch = new ContinuousBatch(runner.session, tokenizer, cache, width);
            batch.run(jobs.iterator());
            batch.run(without.iterator());
            for (int j = 0; j < jobs.size(); j++) {
                Chooser job = jobs.get(j);
                assertThat(job.reply).usingRecursiveComparison().isEqualTo(without.get(j).reply);
                for (int i = 0; i < job.options.size(); i++) {
                    assertThat(job.weighed[i])
                            .isEqualTo(logProbability(runner, job, job.options.get(i)));
                }
            }
        }
    }

    /// Read at once with the prompt, by a sequence of its own.
    private static double logProbability(Runner runner, Chooser job, int[] option) {
        int[] all = Arrays.copyOf(job.prompt, job.prompt.length + option.length);
        System.arraycopy(option, 0, all, job.prompt.length, option.length);
        float[][] logits = runner.all(job.gains, all);
        double sum = 0;
        for (int t = 0; t < option.length; t++) {
            float[] row = logits[job.prompt.length + t - 1];
            sum += Logits.logProbability(row, 0, row.length, option[t]);
        }
        return sum;
    }

    @Test
    void jobsMayComeUpWhileOthersRun() {
        try (Runner runner = Runner.of(vocabulary(700));
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            ArrayDeque<Chooser> queue = new ArrayDeque<>();
            List<Chooser> all = new ArrayList<>();
            queue.add(new Chooser(Runner.tokens(4, 1), Gains.NONE, List.of()));
            Iterator<Chooser> growing =
                    new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            if (queue.isEmpty() && !all.isEmpty() && all.size() < 3) {
                                Chooser last = all.getLast();
                                if (last.reply != null) {
                                    queue.add(
                                            new Chooser(
                                                    last.reply.tokens(), Gains.NONE, List.of()));
                                }
                            }
                            return !queue.isEmpty();
                        }

                        @Override
                        public Chooser next() {
                            all.add(queue.remove());
                            return all.getLast();
                        }
                    };
            new ContinuousBatch(runner.session, tokenizer, cache, 2).run(growing);
            assertThat(all).hasSize(3).allSatisfy(job -> assertThat(job.reply).isNotNull());
        }
    }

    @Test
    void aBatchOfNoWidthIsRefused() {
        try (Runner runner = Runner.of();
                Tokenizer tokenizer = Tokenizer.from(runner.model().file());
                PromptCache cache = new PromptCache(runner.session, new int[0])) {
            assertThatThrownBy(() -> new ContinuousBatch(runner.session, tokenizer, cache, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 1");
        }
    }
}
