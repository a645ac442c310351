package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.ForwardTap;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SessionContractTest {
    private static final int[] TOKENS = Runner.tokens(10, 1);

    private static Logits forward(Runner runner, Batch batch) {
        return runner.session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
    }

    @Test
    void anEntryGivesTheLogitsItWants() {
        try (Runner runner = Runner.of()) {
            float[][] all = runner.all(TOKENS);
            Batch batch = new Batch();
            int none = batch.add(runner.session.sequence(), TOKENS, Batch.Want.NONE);
            int last = batch.add(runner.session.sequence(), TOKENS, Batch.Want.LAST);
            int every = batch.add(runner.session.sequence(), TOKENS, Batch.Want.ALL);
            int three = batch.add(runner.session.sequence(), TOKENS, 3);
            Logits logits = forward(runner, batch);
            assertThatThrownBy(() -> logits.from(none, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("entry 0 has no logits 0");
            assertThatThrownBy(() -> logits.from(last, 1)).hasMessage("entry 1 has no logits 1");
            assertThatThrownBy(() -> logits.from(every, -1)).hasMessage("entry 2 has no logits -1");
            assertThat(Runner.rows(logits, last, 1)[0]).isEqualTo(all[9]);
            assertThat(Runner.rows(logits, every, 10)).isDeepEqualTo(all);
            assertThat(Runner.rows(logits, three, 3)).isDeepEqualTo(Arrays.copyOfRange(all, 7, 10));
        }
    }

    @Test
    void logProbabilitiesAreTheLogOfTheSoftmax() {
        float[] logits = {99, 1, 2, 3, 99};
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
        for (int token = 0; token < 3; token++) {
            assertThat(Logits.logProbability(logits, 1, 3, token))
                    .isCloseTo(Math.log(Math.exp(token + 1) / sum), Offset.offset(1e-12));
        }
        assertThat(Logits.logProbability(new float[] {3e38f, 0}, 0, 2, 0)).isZero();
    }

    @Test
    void aSequenceMayFillTheContextAndNotExceedIt() {
        try (Runner runner = Runner.of(context(20));
                Sequence sequence = runner.session.sequence()) {
            assertThat(runner.all(Runner.tokens(20, 1))).hasDimensions(20, 320);
            assertThatThrownBy(() -> runner.all(Runner.tokens(21, 1)))
                    .isInstanceOf(ContextExceededException.class)
                    .hasMessageContaining("21")
                    .hasMessageContaining("20");
            runner.read(sequence, Runner.tokens(19, 2));
            assertThatThrownBy(() -> runner.read(sequence, 1, 2))
                    .isInstanceOf(ContextExceededException.class);
            assertThat(sequence.length()).as("nothing was read").isEqualTo(19);
            assertThat(runner.read(sequence, 1)).hasDimensions(1, 320);
        }
    }

    @Test
    void aBatchThatIsRefusedLeavesAllItsSequencesAsTheyWere() {
        try (Runner runner = Runner.of();
                Sequence good = runner.session.sequence()) {
            runner.read(good, TOKENS);
            Sequence closed = runner.session.sequence();
            closed.close();
            for (int[] bad : new int[][] {{320}, {-1}}) {
                Batch batch = new Batch();
                batch.add(good, TOKENS, Batch.Want.ALL);
                batch.add(runner.session.sequence(), bad, Batch.Want.ALL);
                assertThatThrownBy(() -> forward(runner, batch))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("token " + bad[0] + " is outside the vocabulary of 320");
            }
            Batch batch = new Batch();
            batch.add(good, TOKENS, Batch.Want.ALL);
            batch.add(closed, TOKENS, Batch.Want.ALL);
            assertThatThrownBy(() -> forward(runner, batch))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("sequence is closed");
            assertThat(good.length()).isEqualTo(10);
            int[] twice = Arrays.copyOf(TOKENS, 20);
            System.arraycopy(TOKENS, 0, twice, 10, 10);
            assertThat(runner.read(good, TOKENS))
                    .isDeepEqualTo(Arrays.copyOfRange(runner.all(twice), 10, 20));
        }
    }

    @Test
    void aSequenceOfAnotherSessionIsRefused() {
        try (Runner one = Runner.of();
                Runner two = Runner.of();
                Sequence foreign = one.session.sequence()) {
            assertThatThrownBy(() -> two.read(foreign, TOKENS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a sequence belongs to another session");
            assertThatThrownBy(() -> two.session.fork(foreign, 0))
                    .hasMessage("a sequence belongs to another session");
        }
    }

    @Test
    void nanWeightsAreNamedByEntryAndPosition() {
        float[] norm = new float[24];
        Arrays.fill(norm, 1);
        norm[5] = Float.NaN;
        try (Runner runner = Runner.of(tensor("blk.1.ffn_norm.weight", norm, 24))) {
            assertThatThrownBy(() -> runner.all(TOKENS))
                    .isInstanceOf(NonFiniteLogitsException.class)
                    .hasMessageContaining("entry 0 at position 0");
        }
    }

    @Test
    void infiniteLogitsAreNotPassedOn() {
        float[] norm = new float[24];
        Arrays.fill(norm, 3e38f);
        try (Runner runner = Runner.of(tensor("output_norm.weight", norm, 24))) {
            Batch batch = new Batch();
            batch.add(runner.session.sequence(), TOKENS, Batch.Want.NONE);
            batch.add(runner.session.sequence(), TOKENS, Batch.Want.LAST);
            assertThatThrownBy(() -> forward(runner, batch))
                    .isInstanceOf(NonFiniteLogitsException.class)
                    .hasMessageContaining("entry 1 at position 9");
        }
    }

    @Test
    void aSessionGoesOnAfterNonFiniteLogits() {
        float[] rows = new float[320 * 24];
        Random random = new Random(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat() - 0.5f;
        }
        Arrays.fill(rows, 24 * 319, 24 * 320, Float.POSITIVE_INFINITY);
        float[] output = new float[320 * 24];
        Arrays.fill(output, 0.5f);
        try (Runner runner =
                Runner.of(
                        tensor("token_embd.weight", rows, 24, 320),
                        tensor("output.weight", output, 24, 320))) {
            float[][] before = runner.all(TOKENS);
            assertThatThrownBy(() -> runner.all(319, 1, 2))
                    .isInstanceOf(NonFiniteLogitsException.class);
            // the pages of the broken sequence hold NaN and are used again
            assertThat(runner.all(TOKENS)).isDeepEqualTo(before);
        }
    }

    @Test
    void aBatchTakesASequenceOnceAndNeedsTokens() {
        try (Runner runner = Runner.of();
                Sequence sequence = runner.session.sequence()) {
            Batch batch = new Batch();
            assertThat(batch.isEmpty()).isTrue();
            assertThatThrownBy(() -> batch.add(sequence, new int[0], Batch.Want.ALL))
                    .hasMessage("an entry needs at least one token");
            batch.add(sequence, TOKENS, Batch.Want.ALL);
            assertThatThrownBy(() -> batch.add(sequence, TOKENS, Batch.Want.ALL))
                    .hasMessage("a sequence stands in a batch once");
            assertThatThrownBy(() -> batch.add(runner.session.sequence(), TOKENS, 11))
                    .isInstanceOf(IllegalArgumentException.class);
            forward(runner, new Batch());
        }
    }

    @Test
    void aForkLongerThanItsOriginIsRefused() {
        try (Runner runner = Runner.of();
                Sequence sequence = runner.session.sequence()) {
            runner.read(sequence, TOKENS);
            assertThatThrownBy(() -> runner.session.fork(sequence, 11))
                    .hasMessage("cannot fork 11 tokens of a sequence of 10");
        }
    }
}
