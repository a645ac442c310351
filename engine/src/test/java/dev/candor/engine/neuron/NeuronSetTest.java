package dev.candor.engine.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeuronSetTest {
    private final NeuronSet set =
            NeuronSet.of(
                    new NeuronId(3, 5), new NeuronId(1, 9), new NeuronId(3, 2), new NeuronId(1, 9));

    @Test
    void iteratesByLayerThenIndexWithoutRepeats() {
        assertThat(set).containsExactly(new NeuronId(1, 9), new NeuronId(3, 2), new NeuronId(3, 5));
        assertThat(set.size()).isEqualTo(3);
    }

    @Test
    void givesTheIndicesOfEachLayerAscending() {
        assertThat(set.layers()).containsExactly(1, 3);
        assertThat(set.indices(3)).containsExactly(2, 5);
        assertThat(set.indices(1)).containsExactly(9);
        assertThat(set.indices(2)).isEmpty();
    }

    @Test
    void knowsItsMembers() {
        assertThat(set.contains(new NeuronId(3, 2))).isTrue();
        assertThat(set.contains(new NeuronId(3, 9))).isFalse();
        assertThat(set.contains(new NeuronId(2, 2))).isFalse();
    }

    @Test
    void equalsAnotherSetOfTheSameNeuronsInAnyOrder() {
        NeuronSet other = NeuronSet.of(new NeuronId(3, 2), new NeuronId(3, 5), new NeuronId(1, 9));
        assertThat(other).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(NeuronSet.of(new NeuronId(3, 2))).isNotEqualTo(set);
    }

    @Test
    void doesNotChangeWhenItsSourceOrAnArrayItGaveChanges() {
        List<NeuronId> source = new ArrayList<>(List.of(new NeuronId(0, 4)));
        NeuronSet copy = NeuronSet.of(source);
        source.clear();
        copy.indices(0)[0] = 7;
        copy.layers()[0] = 7;
        assertThat(copy.indices(0)).containsExactly(4);
        assertThat(copy.layers()).containsExactly(0);
        assertThatThrownBy(() -> copy.asList().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void emptySetHasNoLayers() {
        NeuronSet empty = NeuronSet.of();
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.layers()).isEmpty();
        assertThat(empty).isEqualTo(NeuronSet.of(List.of()));
    }
}
