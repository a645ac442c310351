package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.neuron.ForwardTap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A sequence's logits are its own, to the bit.
class BatchInvarianceTest {
    private static Runner runner(TensorType type) {
        int block = type.blockValues();
        return Runner.of(
                width(Math.max(64, block)),
                ffn(Math.max(96, 2 * block)),
                context(1400),
                type(type));
    }

    @ParameterizedTest
    @EnumSource
    void aSequenceDoesNotFeelItsNeighbours(TensorType type) {
        List<Integer> lengths = List.of(1, 2, 31, 32, 33, 64, 70, 200, 5, 1);
        try (Runner runner = runner(type)) {
            Batch batch = new Batch();
            List<int[]> prompts = new ArrayList<>();
            for (int length : lengths) {
                int[] prompt = Runner.tokens(length, length);
                prompts.add(prompt);
                batch.add(runner.session.sequence(), prompt, Batch.Want.ALL);
            }
            Logits logits =
                    runner.session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            List<float[][]> together = new ArrayList<>();
            for (int e = 0; e < lengths.size(); e++) {
                together.add(Runner.rows(logits, e, lengths.get(e)));
            }
            for (int e = 0; e < lengths.size(); e++) {
                assertThat(together.get(e))
                        .as("entry %d", e)
                        .isDeepEqualTo(runner.all(prompts.get(e)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 511, 512, 513, 1000})
    void howAPromptIsCutDoesNotShow(int first) {
        int[] prompt = Runner.tokens(1100, 1);
        try (Runner runner = runner(TensorType.Q8_0);
                Sequence sequence = runner.session.sequence()) {
            // 1100 tokens at once are three chunks of the session's own
            float[][] whole = runner.all(prompt);
            float[][] head = runner.read(sequence, Arrays.copyOf(prompt, first));
            float[][] tail = runner.read(sequence, Arrays.copyOfRange(prompt, first, 1100));
            assertThat(head).isDeepEqualTo(Arrays.copyOf(whole, first));
            assertThat(tail).isDeepEqualTo(Arrays.copyOfRange(whole, first, 1100));
        }
    }

    @Test
    void tokenByTokenIsThePromptAtOnce() {
        int[] prompt = Runner.tokens(100, 2);
        try (Runner runner = Runner.of();
                Sequence sequence = runner.session.sequence()) {
            float[][] whole = runner.all(prompt);
            for (int t = 0; t < prompt.length; t++) {
                assertThat(runner.read(sequence, prompt[t])[0]).isEqualTo(whole[t]);
                assertThat(sequence.length()).isEqualTo(t + 1);
            }
        }
    }

    @Test
    void aForkContinuesAsIfItHadReadThePromptItself() {
        int[] prompt = Runner.tokens(70, 3);
        try (Runner runner = Runner.of()) {
            for (int shared : List.of(0, 1, 31, 32, 33, 64, 65, 70)) {
                int[] other = Runner.tokens(40, shared);
                try (Sequence origin = runner.session.sequence()) {
                    runner.read(origin, prompt);
                    Sequence fork = runner.session.fork(origin, shared);
                    assertThat(fork.length()).isEqualTo(shared);
                    // both grow: neither may write what the other reads
                    float[][] one = runner.read(fork, other);
                    float[][] two = runner.read(origin, other);
                    assertThat(one)
                            .as("fork of %d", shared)
                            .isDeepEqualTo(tail(runner, Arrays.copyOf(prompt, shared), other));
                    assertThat(two).isDeepEqualTo(tail(runner, prompt, other));
                    fork.close();
                }
            }
        }
    }

    @Test
    void forksOfForksOutliveTheirOrigin() {
        int[] prompt = Runner.tokens(40, 4);
        int[] first = Runner.tokens(10, 5);
        int[] second = Runner.tokens(30, 6);
        try (Runner runner = Runner.of()) {
            Sequence origin = runner.session.sequence();
            runner.read(origin, prompt);
            Sequence child = runner.session.fork(origin, 40);
            runner.read(child, first);
            Sequence grandchild = runner.session.fork(child, 45);
            origin.close();
            child.close();
            // pages that came back are written over by others
            runner.all(Runner.tokens(120, 7));
            int[] read = new int[45];
            System.arraycopy(prompt, 0, read, 0, 40);
            System.arraycopy(first, 0, read, 40, 5);
            assertThat(runner.read(grandchild, second)).isDeepEqualTo(tail(runner, read, second));
        }
    }

    @Test
    void forksInOneBatchAgreeWithSequencesOfTheirOwn() {
        int[] prompt = Runner.tokens(37, 8);
        try (Runner runner = Runner.of()) {
            Sequence origin = runner.session.sequence();
            runner.read(origin, prompt);
            Batch batch = new Batch();
            for (int e = 0; e < 16; e++) {
                batch.add(runner.session.fork(origin, 37), Runner.tokens(3, e), Batch.Want.LAST);
            }
            Logits logits =
                    runner.session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            List<float[][]> together = new ArrayList<>();
            for (int e = 0; e < 16; e++) {
                together.add(Runner.rows(logits, e, 1));
            }
            for (int e = 0; e < 16; e++) {
                float[][] alone = tail(runner, prompt, Runner.tokens(3, e));
                assertThat(together.get(e)[0]).as("fork %d", e).isEqualTo(alone[2]);
            }
        }
    }

    /// Logits behind the tokens of `more`, read by a fresh sequence together with `prompt`.
    private static float[][] tail(Runner runner, int[] prompt, int[] more) {
        int[] both = Arrays.copyOf(prompt, prompt.length + more.length);
        System.arraycopy(more, 0, both, prompt.length, more.length);
        return Arrays.copyOfRange(runner.all(both), prompt.length, both.length);
    }
}
