package dev.candor.lab.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.SparseWeights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlsTest {
    private static final NeuronColumns NEURONS = new NeuronColumns(4, 60);

    /// Three H-neurons in layers 0 and 2, and one neuron of negative weight in layer 2.
    private static final Probe PROBE = probe(Map.of(5, 1.0, 125, 0.5, 130, 2.0, 131, -1.0));

    private static Probe probe(Map<Integer, Double> weights) {
        double[] dense = new double[NEURONS.count()];
        weights.forEach((column, weight) -> dense[column] = weight);
        return new Probe(
                SparseWeights.of(dense),
                0,
                0,
                1,
                Position.INPUT,
                NEURONS,
                RiskScale.unfitted(),
                new Provenance("tiny", "0a".repeat(32), Map.of(), 1, "0", "25", Map.of()));
    }

    @Test
    void controlsAreAsManyAndNoneHasAnyWeight() {
        for (DialSet.Kind kind : DialSet.Kind.values()) {
            if (kind.isControl()) {
                for (DialSet set : draw(kind, 12)) {
                    assertThat(set.neurons().size()).isEqualTo(3);
                    assertThat(set.neurons().asList())
                            .doesNotContainAnyElementsOf(PROBE.weighted().asList());
                }
            }
        }
    }

    private static List<DialSet> draw(DialSet.Kind kind, int sets) {
        float[] means = new float[NEURONS.count()];
        for (int j = 0; j < means.length; j++) {
            means[j] = j % 60;
        }
        return new Controls(PROBE).draw(kind, sets, means, 7);
    }

    @Test
    void layerSetsHaveAsManyNeuronsOfEachLayer() {
        for (DialSet set : draw(DialSet.Kind.LAYER, 3)) {
            assertThat(set.neurons().layers()).containsExactly(0, 2);
            assertThat(set.neurons().indices(2)).hasSize(2);
        }
        assertThat(
                        draw(DialSet.Kind.RANDOM, 10).stream()
                                .flatMapToInt(set -> Arrays.stream(set.neurons().layers())))
                .contains(1, 3);
    }

    @Test
    void matchedSetsAreAsLoudAsWellAsOfTheSameLayers() {
        for (DialSet set : draw(DialSet.Kind.MATCHED, 3)) {
            assertThat(set.neurons().layers()).containsExactly(0, 2);
            // Of 58 neurons without weight the 20 nearest to means 5 and 10 are below 25.
            assertThat(set.neurons().asList()).allMatch(neuron -> neuron.index() < 25);
        }
    }

    @Test
    void moreSetsOfASeedBeginWithFewerOfIt() {
        for (DialSet.Kind kind : DialSet.Kind.values()) {
            if (kind.isControl()) {
                assertThat(draw(kind, 3)).isEqualTo(draw(kind, 30).subList(0, 3));
                assertThat(draw(kind, 30)).extracting(DialSet::neurons).doesNotHaveDuplicates();
                assertThat(draw(kind, 30))
                        .extracting(DialSet::name)
                        .isEqualTo(Controls.names(kind, 30));
            }
        }
        assertThat(draw(DialSet.Kind.LAYER, 2))
                .extracting(DialSet::name)
                .containsExactly("layer-1", "layer-2");
    }

    @Test
    void alphaOfOneIsTheSameForEverySet() {
        assertThat(draw(DialSet.Kind.RANDOM, 2))
                .allSatisfy(set -> assertThat(set.gains(1)).isEqualTo(Gains.NONE));
        DialSet set = new DialSet("h", DialSet.Kind.H_NEURONS, NeuronSet.of(new NeuronId(1, 0)));
        float[] z = {2};
        set.gains(3).apply(1, z, 0);
        assertThat(z).containsExactly(6);
    }

    @Test
    void refusesWhatIsNoControl() {
        assertThatThrownBy(() -> DialSet.Kind.control("h-neurons"))
                .hasMessage("control is 'h-neurons', expected random, layer or matched");
        assertThat(DialSet.Kind.control("layer")).isEqualTo(DialSet.Kind.LAYER);
        assertThatThrownBy(() -> new DialSet("x", DialSet.Kind.RANDOM, NeuronSet.of()))
                .hasMessageContaining("without neurons");
    }
}
