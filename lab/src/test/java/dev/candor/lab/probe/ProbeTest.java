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
    void riskFollowsThePrior() {
        assertThat(probe.risk(0)).isEqualTo(0.5);
        assertThat(probe.risk(Math.log(3))).isCloseTo(0.75, within(1e-12));
        assertThat(probe.risk(1.3, 0.5)).isCloseTo(probe.risk(1.3), within(1e-12));
        // Bayes: odds 3 from the score, prior odds 1:9, so 3/12.
        assertThat(probe.risk(Math.log(3), 0.1)).isCloseTo(0.25, within(1e-12));
        assertThatThrownBy(() -> probe.risk(0, 1)).hasMessageContaining("prior is 1.0");
        assertThatThrownBy(() -> probe.risk(0, Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void riskOfAProbeTrainedOnUnequalClassesIsShiftedFromItsOwnPrior() {
        Probe uneven =
                new Probe(
                        probe.weights(),
                        0,
                        0,
                        1,
                        probe.position(),
                        probe.neurons(),
                        0.2,
                        probe.from());
        assertThat(uneven.risk(0, 0.2)).isCloseTo(0.5, within(1e-12));
        assertThat(uneven.risk(0, 0.5)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void refusesAnotherModelAndAnotherShape() {
        probe.requireModel(Probes.MODEL);
        probe.requireShape(2, 5);
        String other = "ff".repeat(32);
        assertThatThrownBy(() -> probe.requireModel(other))
                .isInstanceOf(OtherModelException.class)
                .hasMessageContaining("tiny \"model\"")
                .hasMessageContaining(Probes.MODEL)
                .hasMessageContaining(other);
        assertThatThrownBy(() -> probe.requireShape(2, 6))
                .isInstanceOf(OtherModelException.class)
                .hasMessageContaining("2 layers of 5 neurons; this model has 2 of 6");
    }

    @Test
    void refusesValuesThatNoFitGives() {
        assertThatThrownBy(() -> with(Double.NaN, 0, 1, 0.5)).hasMessageContaining("intercept");
        assertThatThrownBy(() -> with(0, Double.POSITIVE_INFINITY, 1, 0.5))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> with(0, 0, 0, 0.5)).hasMessageContaining("C is 0.0");
        assertThatThrownBy(() -> with(0, 0, 1, 1)).hasMessageContaining("prior");
        assertThatThrownBy(() ->
                        new Probe(
                                probe.weights(),
                                0,
                                0,
                                1,
                                probe.position(),
                                new NeuronColumns(1, 7),
                                0.5,
                                probe.from()))
                .hasMessageContaining("column is 7.0, expected below 7");
        assertThatThrownBy(() ->
                        new Provenance("m", "12", new TreeMap<>(), 1, "c", "j", new TreeMap<>()))
                .hasMessageContaining("'12', expected 64 hex digits");
    }

    private Probe with(double intercept, double threshold, double c, double prior) {
        return new Probe(
                probe.weights(),
                intercept,
                threshold,
                c,
                probe.position(),
                probe.neurons(),
                prior,
                probe.from());
    }
}
