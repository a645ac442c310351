package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.TapRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GainsForwardTest {
    private static final List<NeuronId> NEURONS =
            List.of(new NeuronId(0, 3), new NeuronId(1, 0), new NeuronId(1, 39));
    private static final int[] TOKENS = Runner.tokens(40, 3);

    @Test
    void gainOfOneLeavesLogitsBitIdentical() {
        try (Runner runner = Runner.of()) {
            float[][] none = runner.all(TOKENS);
            assertThat(runner.all(Gains.of(NEURONS, 1), TOKENS)).isDeepEqualTo(none);
            Gains mixed = Gains.of(Map.of(new NeuronId(0, 1), 1f, new NeuronId(1, 2), 1f));
            assertThat(runner.all(mixed, TOKENS)).isDeepEqualTo(none);
        }
    }

    @Test
    void whatGainsDidIsGoneInTheNextCallWithoutThem() {
        try (Runner runner = Runner.of()) {
            float[][] before = runner.all(TOKENS);
            float[][] suppressed = runner.all(Gains.of(NEURONS, 0), TOKENS);
            assertThat(suppressed[39]).isNotEqualTo(before[39]);
            assertThat(runner.all(TOKENS)).isDeepEqualTo(before);
            assertThat(runner.all(Gains.of(NEURONS, 0), TOKENS)).isDeepEqualTo(suppressed);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.5f, 3})
    void aGainIsWhatScalingTheRowOfWUpWouldBe(float alpha) {
        NeuronId neuron = new NeuronId(1, 17);
        try (Runner runner = Runner.of()) {
            Matrix up = runner.model().weights().layers().get(1).feedForward().wUp().weight();
            float[] scaled = new float[up.rows() * up.columns()];
            for (int row = 0; row < up.rows(); row++) {
                new ScalarKernels().decode(up, row, 0, up.columns(), scaled, row * up.columns());
            }
            for (int i = 17 * up.columns(); i < 18 * up.columns(); i++) {
                scaled[i] *= alpha;
            }
            float[][] byGain = runner.all(Gains.of(List.of(neuron), alpha), TOKENS);
            try (Runner edited =
                    Runner.of(tensor("blk.1.ffn_up.weight", scaled, up.columns(), up.rows()))) {
                float[][] byWeights = edited.all(TOKENS);
                // (α·w)·x and α·(w·x) round differently by a few 2⁻²⁴ of one neuron's part.
                double largest = largestDifference(byWeights, byGain);
                assertThat(largest).isLessThan(2e-5);
                assertThat(largestDifference(runner.all(TOKENS), byGain)).isGreaterThan(2e-3);
            }
        }
    }

    @Test
    void gainsActAtEveryPositionThePromptIncluded() {
        try (Runner runner = Runner.of()) {
            float[][] none = runner.all(TOKENS);
            float[][] suppressed = runner.all(Gains.of(NEURONS, 0), TOKENS);
            for (int t = 0; t < TOKENS.length; t++) {
                assertThat(suppressed[t]).as("position %d", t).isNotEqualTo(none[t]);
            }
        }
    }

    @Test
    void tapsSeeTheActivationsAfterGains() {
        float[][] seen = new float[2][];
        try (Runner runner = Runner.of(layers(1))) {
            for (int i = 0; i < 2; i++) {
                int at = i;
                Batch batch = new Batch();
                batch.add(runner.session.sequence(), new int[] {5}, Batch.Want.NONE);
                Gains gains = Gains.of(List.of(new NeuronId(0, 7)), i == 0 ? 1 : 2.5f);
                runner.session.forward(
                        batch,
                        new ForwardTap() {
                            @Override
                            public void ffn(int layer, TapRows rows, float[] z, float[] h) {
                                seen[at] = z.clone();
                            }
                        },
                        sequence -> gains);
            }
        }
        assertThat(seen[0][7]).isNotZero();
        seen[0][7] *= 2.5f;
        assertThat(seen[1]).isEqualTo(seen[0]);
    }

    @Test
    void sequencesOfOneBatchHaveTheirOwnGains() {
        List<Gains> gains =
                List.of(
                        Gains.NONE,
                        Gains.of(NEURONS, 0),
                        Gains.of(NEURONS, 2),
                        Gains.of(List.of(new NeuronId(0, 95)), 3));
        try (Runner runner = Runner.of(width(64), ffn(96), type(TensorType.Q8_0))) {
            Batch batch = new Batch();
            Map<Sequence, Gains> own = new HashMap<>();
            for (Gains each : gains) {
                Sequence sequence = runner.session.sequence();
                own.put(sequence, each);
                batch.add(sequence, TOKENS, Batch.Want.ALL);
            }
            Logits logits =
                    runner.session.forward(
                            batch, ForwardTap.NONE, s -> own.getOrDefault(s, Gains.NONE));
            List<float[][]> together = new ArrayList<>();
            for (int e = 0; e < gains.size(); e++) {
                together.add(Runner.rows(logits, e, TOKENS.length));
            }
            for (int e = 0; e < gains.size(); e++) {
                assertThat(together.get(e))
                        .as("entry %d", e)
                        .isDeepEqualTo(runner.all(gains.get(e), TOKENS));
            }
            assertThat(together.get(1)[0]).isNotEqualTo(together.get(0)[0]);
            assertThat(together.get(3)[0]).isNotEqualTo(together.get(0)[0]);
        }
    }

    @Test
    void aNeuronOutsideTheModelIsNamed() {
        try (Runner runner = Runner.of()) {
            assertThatThrownBy(() -> runner.all(Gains.of(List.of(new NeuronId(1, 40)), 0), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("neuron 1/40 is outside a model of 2 layers of 40");
            assertThatThrownBy(() -> runner.all(Gains.of(List.of(new NeuronId(2, 0)), 0), 1))
                    .hasMessage("neuron 2/0 is outside a model of 2 layers of 40");
        }
    }

    private static double largestDifference(float[][] expected, float[][] found) {
        double largest = 0;
        for (int t = 0; t < expected.length; t++) {
            double[] exact = new double[expected[t].length];
            for (int i = 0; i < exact.length; i++) {
                exact[i] = expected[t][i];
            }
            largest = Math.max(largest, ReferenceComparison.difference(exact, found[t]));
        }
        return largest;
    }
}
