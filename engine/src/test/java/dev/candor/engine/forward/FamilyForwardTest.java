package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.TapRows;
import dev.candor.engine.testing.ReferenceGguf;
import dev.candor.engine.testing.ReferenceModel;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyModels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The session on every family, against [ReferenceModel] and against itself.
class FamilyForwardTest {
    /// As in [ReferenceForwardTest], over up to seven layers.
    private static final double TOLERANCE = 2e-5;

    /// More than three windows.
    private static final int[] TOKENS = Runner.tokens(75, 11);

    private static Runner runner(TinyFamily family) {
        return Runner.of(TinyFamilies.of(family), context(700));
    }

    @ParameterizedTest
    @EnumSource
    void logitsAreThoseOfThePlainForwardPass(TinyFamily family) {
        Path file = TinyModels.llamaFile(TinyFamilies.of(family));
        for (Kernels kernels : List.of(new VectorKernels(), new ScalarKernels())) {
            assertThat(ReferenceComparison.largestDifference(file, kernels, TOKENS))
                    .as(kernels.describe())
                    .isLessThan(TOLERANCE);
        }
    }

    /// z behind the activation; h the product alone, before bias and post-norm; the residual behind
    /// all of it.
    @ParameterizedTest
    @EnumSource
    void theTapSeesWhatThePlainForwardPassComputes(TinyFamily family) {
        try (Runner runner = runner(family)) {
            ReferenceModel.Trace exact;
            try (GgufFile file = GgufFile.open(runner.model().file().path())) {
                exact = ReferenceGguf.read(file).run(TOKENS);
            }
            Batch batch = new Batch();
            batch.add(runner.session.sequence(), TOKENS, Batch.Want.NONE);
            ForwardTap tap =
                    new ForwardTap() {
                        @Override
                        public void ffn(int layer, TapRows rows, float[] z, float[] h) {
                            requireNear(exact.z()[layer], z);
                            requireNear(exact.h()[layer], h);
                        }

                        @Override
                        public void residual(int layer, TapRows rows, float[] residual) {
                            requireNear(exact.residual()[layer], residual);
                        }
                    };
            runner.session.forward(batch, tap, Batch.SequenceGains.NONE);
        }
    }

    private static void requireNear(double[][] exact, float[] found) {
        for (int t = 0; t < exact.length; t++) {
            int n = exact[t].length;
            float[] row = Arrays.copyOfRange(found, t * n, (t + 1) * n);
            assertThat(ReferenceComparison.difference(exact[t], row)).isLessThan(TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSequenceDoesNotFeelItsNeighbours(TinyFamily family) {
        List<Integer> lengths = List.of(1, 20, 21, 22, 33, 64, 70, 300, 5, 1);
        try (Runner runner = runner(family)) {
            Batch batch = new Batch();
            for (int length : lengths) {
                batch.add(runner.session.sequence(), Runner.tokens(length, length), Batch.Want.ALL);
            }
            Logits logits =
                    runner.session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            float[][][] together = new float[lengths.size()][][];
            for (int e = 0; e < together.length; e++) {
                together[e] = Runner.rows(logits, e, lengths.get(e));
            }
            for (int e = 0; e < together.length; e++) {
                assertThat(together[e])
                        .as("entry %d", e)
                        .isDeepEqualTo(runner.all(Runner.tokens(lengths.get(e), lengths.get(e))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void howAPromptIsCutDoesNotShow(TinyFamily family) {
        int[] prompt = Runner.tokens(600, 1);
        try (Runner runner = runner(family)) {
            float[][] whole = runner.all(prompt);
            for (int first : List.of(1, 20, 21, 22, 33, 511, 513)) {
                try (Sequence sequence = runner.session.sequence()) {
                    float[][] head = runner.read(sequence, Arrays.copyOf(prompt, first));
                    float[][] tail = runner.read(sequence, Arrays.copyOfRange(prompt, first, 600));
                    assertThat(head).isDeepEqualTo(Arrays.copyOf(whole, first));
                    assertThat(tail).isDeepEqualTo(Arrays.copyOfRange(whole, first, 600));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tokenByTokenIsThePromptAtOnce(TinyFamily family) {
        try (Runner runner = runner(family);
                Sequence sequence = runner.session.sequence()) {
            float[][] whole = runner.all(TOKENS);
            for (int t = 0; t < TOKENS.length; t++) {
                assertThat(runner.read(sequence, TOKENS[t])[0]).as("%d", t).isEqualTo(whole[t]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gainsTurnTheNeuronsOfEveryFamily(TinyFamily family) {
        NeuronId neuron = new NeuronId(1, 17);
        try (Runner runner = runner(family)) {
            float[][] before = runner.all(TOKENS);
            assertThat(runner.all(Gains.of(List.of(neuron), 0), TOKENS)[74])
                    .isNotEqualTo(before[74]);
            assertThat(runner.all(Gains.of(List.of(neuron), 1), TOKENS)).isDeepEqualTo(before);
        }
    }
}
