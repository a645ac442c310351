package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private final Probe probe = Probes.small();

    @Test
    void hNeuronsAreThoseWithAPositiveWeight() {
        assertThat(probe.hNeurons())
                .isEqualTo(NeuronSet.of(new NeuronId(0, 1), new NeuronId(1, 2)));
        assertThat(probe.weightOf(new NeuronId(0, 4))).isEqualTo(-0.5);
        assertThat(probe.weightOf(new NeuronId(1, 4))).isZero();
    }

    @Test
    void scoreIsTheSumOverAllWeightsAndTheIntercept() {
        float[] x = {9, 1, 9, 9, 2, 9, 9, 10, 9, 9};
        assertThat(probe.score(x)).isCloseTo(2 - 1 + 1 - 0.25, within(1e-12));
        FloatMatrix matrix = FloatMatrix.of(new float[][] {new float[10], x});
        assertThat(probe.score(matrix, 1)).isEqualTo(probe.score(x));
        assertThat(probe.score(matrix, 0)).isEqualTo(-0.25);
        assertThat(probe.isWrong(0.125)).isTrue();
        assertThat(probe.isWrong(0.1249)).isFalse();
        assertThatThrownBy(() -> probe.score(new float[9]))
                .hasMessage("9 contributions, expected 10");
    }

    @Test
    void riskIsTheCalibratedOneAndFollowsThePrior() {
        // 1 / (1 + exp(−(2·score − 1))), learnt where 60% were wrong.
        assertThat(probe.risk(0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(probe.risk((1 + Math.log(3)) / 2)).isCloseTo(0.75, within(1e-12));
        assertThat(probe.risk(1.3, 0.6)).isCloseTo(probe.risk(1.3), within(1e-12));
        // Bayes: odds 1 at prior odds 3:2, so 2/3 at even odds, and 2/27 at 1:9.
        assertThat(probe.risk(0.5, 0.5)).isCloseTo(0.4, within(1e-12));
        assertThat(probe.risk(0.5, 0.1)).isCloseTo(2 / 29.0, within(1e-12));
        assertThatThrownBy(() -> probe.risk(0, 1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> probe.risk(0, Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void anotherThresholdChangesNothingElse() {
        Probe strict = probe.withThreshold(9);
        assertThat(strict.isWrong(8.9)).isFalse();
        assertThat(strict.withThreshold(probe.threshold())).isEqualTo(probe);
    }

    @Test
    void refusesAnotherModelAndAnotherShape() {
        probe.binding().requireModel(Probes.MODEL);
        probe.binding().requireShape(2, 5);
        String other = "ff".repeat(32);
        assertThatThrownBy(() -> probe.binding().requireModel(other))
                .isInstanceOf(OtherModelException.class)
                .hasMessageContaining("tiny \"model\"")
                .hasMessageContaining(Probes.MODEL)
                .hasMessageContaining(other);
        assertThatThrownBy(() -> probe.binding().requireShape(2, 6))
                .isInstanceOf(OtherModelException.class)
                .hasMessageContaining("2 layers of 5 neurons; this model has 2 of 6");
    }

    @Test
    void refusesValuesThatNoFitGives() {
        assertThatThrownBy(() -> with(Double.NaN, 0, 1)).hasMessageContaining("intercept");
        assertThatThrownBy(() -> with(0, Double.POSITIVE_INFINITY, 1))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> with(0, 0, 0)).hasMessageContaining("C is 0.0");
        assertThatThrownBy(() ->
                        new Probe(
                                probe.weights(),
                                0,
                                0,
                                1,
                                probe.position(),
                                new NeuronColumns(1, 7),
                                probe.scale(),
                                probe.from()))
                .hasMessageContaining("column is 7.0, expected below 7");
        assertThatThrownBy(() ->
                        new Provenance("m", "12", new TreeMap<>(), 1, "c", "j", new TreeMap<>()))
                .hasMessageContaining("'12', expected 64 hex digits");
    }

    private Probe with(double intercept, double threshold, double c) {
        return new Probe(
                probe.weights(),
                intercept,
                threshold,
                c,
                probe.position(),
                probe.neurons(),
                probe.scale(),
                probe.from());
    }
}
