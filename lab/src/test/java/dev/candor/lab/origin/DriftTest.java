package dev.candor.lab.origin;

import static dev.candor.engine.testing.TinyModels.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.SparseWeights;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DriftTest {
    /// With θ = 1, 2, … on the columns, ascending.
    static Probe probe(NeuronColumns neurons, int... columns) {
        double[] weights = new double[columns.length];
        Arrays.setAll(weights, k -> k + 1.0);
        return new Probe(
                new SparseWeights(columns, weights),
                0,
                0.5,
                1,
                Position.INPUT,
                neurons,
                RiskScale.unfitted(),
                new Provenance("tiny", "0".repeat(64), Map.of(), 7, "0", "25", Map.of()));
    }

    private static Drift of(double[] up, double[] down, int... hNeurons) {
        NeuronColumns neurons = new NeuronColumns(2, up.length / 2);
        return Drift.of(new WeightDrift(neurons, up, down, 0, 0), probe(neurons, hNeurons), 7);
    }

    @Test
    void aNeuronChangedByHandIsRankedLast() {
        try (Model base = TinyModels.llama()) {
            int d = base.config().width();
            int f = base.config().ffn();
            float[] up = WeightDriftTest.values(base, 1, true);
            for (int i = 5 * d; i < 6 * d; i++) {
                up[i] = -up[i];
            }
            try (Model changed = TinyModels.llama(tensor("blk.1.ffn_up.weight", up, d, f))) {
                WeightDrift weights = WeightDriftTest.between(base, changed);
                assertThat(weights.up()[f + 5]).isCloseTo(2, within(1e-12));
                NeuronColumns neurons = weights.neurons();
                Drift drift = Drift.of(weights, probe(neurons, 0, f + 5), 7);
                Drift.Neuron heavier = drift.hNeurons().getFirst();
                assertThat(heavier.neuron()).isEqualTo("1/5");
                assertThat(heavier.rank()).isEqualTo(1.0 / (2 * f));
                assertThat(heavier.rankInLayer()).isEqualTo(1.0 / f);
                // All others tie: their ranks are 2 … 2f.
                assertThat(drift.hNeurons().getLast().rank())
                        .isCloseTo((2 + 2 * f) / 2.0 / (2 * f), within(1e-12));
                assertThat(drift.tenths()).containsExactly(1, 0, 0, 0, 0, 1, 0, 0, 0, 0);
            }
        }
    }

    @Test
    void zScoresOfBothKindsAreAveragedAndRanked() {
        // z of up: −1.5, −0.5, 0.5, 1.5 (× 2/√5); of down: the same of 3, 1, 2, 4 in their order.
        Drift drift = of(new double[] {1, 2, 3, 4}, new double[] {30, 10, 20, 40}, 1, 2);
        double unit = 2 / Math.sqrt(5);
        assertThat(drift.hNeurons()).extracting(Drift.Neuron::neuron).containsExactly("1/0", "0/1");
        assertThat(drift.hNeurons().getLast().z()).isCloseTo(-unit, within(1e-12));
        assertThat(drift.hNeurons().getFirst().z()).isCloseTo(0, within(1e-12));
        assertThat(drift.hNeurons().getLast().rank()).isEqualTo(1);
        assertThat(drift.hNeurons().getFirst().rank()).isEqualTo(0.5);
        assertThat(drift.both().meanRank().value()).isEqualTo(0.75);
        assertThat(drift.up().hNeurons()).isEqualTo(2.5);
        assertThat(drift.down().others()).isEqualTo(35);
        assertThat(drift.layers().get(1).up()).isEqualTo(3.5);
        assertThat(drift.layers().get(0).meanRank()).isEqualTo(1);
        assertThat(drift.own().getFirst()).isCloseTo(-unit, within(1e-12));
    }

    @Test
    void neuronsThatChangedLessAreFound() {
        Random random = new Random(3);
        double[] up = random.doubles(400, 0.5, 1).toArray();
        double[] down = random.doubles(400, 0.5, 1).toArray();
        int[] still = {3, 50, 120, 199, 201, 260, 333, 399};
        for (int at : still) {
            up[at] = 0.1;
            down[at] = 0.1;
        }
        Drift drift = of(up, down, still);
        assertThat(drift.both().meanRank().value()).isGreaterThan(0.98);
        assertThat(drift.both().rankSum().pValue()).isLessThan(1e-5);
        assertThat(drift.both().withinLayers().pValue()).isLessThan(1e-5);
        assertThat(drift.both().t().pValue()).isLessThan(1e-10);
        assertThat(drift.layers()).allMatch(layer -> layer.rankSum().pValue() < 0.001);
        assertThat(drift.tenths().getLast()).isEqualTo(8);
        Drift loud = of(negative(up), down, still);
        assertThat(loud.up().rankSum().pValue()).isGreaterThan(0.999);
        assertThat(loud.up().t().pValue()).isGreaterThan(0.999);
    }

    private static double[] negative(double[] values) {
        return DoubleStream.of(values).map(value -> 2 - value).toArray();
    }

    @Test
    void alikeModelsGiveNoTestAndNoNaNRank() {
        Drift drift = of(new double[4], new double[4], 0, 3);
        assertThat(drift.both().meanRank().value()).isEqualTo(5 / 8.0);
        assertThat(drift.both().rankSum().pValue()).isNaN();
        assertThat(drift.both().t().pValue()).isNaN();
        assertThat(drift.all()).containsOnly(0.0);
    }
}
