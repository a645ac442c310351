package dev.candor.lab.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeuronGroupsTest {
    private static final NeuronSet FIVE =
            NeuronSet.of(
                    new NeuronId(3, 0),
                    new NeuronId(0, 7),
                    new NeuronId(0, 2),
                    new NeuronId(2, 9),
                    new NeuronId(1, 1));

    @Test
    void groupsAreNeighboursInDepthAndNearlyOfOneSize() {
        assertThat(NeuronGroups.byDepth(FIVE, 2).groups())
                .containsExactly(
                        NeuronSet.of(new NeuronId(0, 2), new NeuronId(0, 7), new NeuronId(1, 1)),
                        NeuronSet.of(new NeuronId(2, 9), new NeuronId(3, 0)));
        for (int count = 1; count <= 5; count++) {
            List<NeuronSet> groups = NeuronGroups.byDepth(FIVE, count).groups();
            assertThat(groups).hasSize(count);
            assertThat(groups.stream().flatMap(group -> group.asList().stream()))
                    .containsExactlyElementsOf(FIVE.asList());
        }
    }

    @Test
    void everyNeuronHasTheAlphaOfItsGroup() {
        assertThat(NeuronGroups.byDepth(FIVE, 2).alphas(List.of(0.5, 2.0)))
                .isEqualTo(
                        Map.of(
                                new NeuronId(0, 2), 0.5,
                                new NeuronId(0, 7), 0.5,
                                new NeuronId(1, 1), 0.5,
                                new NeuronId(2, 9), 2.0,
                                new NeuronId(3, 0), 2.0));
    }

    @Test
    void moreGroupsThanNeuronsAreRefusedAndSoIsAnotherNumberOfPositions() {
        assertThatThrownBy(() -> NeuronGroups.byDepth(FIVE, 6))
                .hasMessage("6 groups of 5 neurons, expected from 1 to 5");
        assertThatThrownBy(() -> NeuronGroups.byDepth(FIVE, 2).alphas(List.of(1.0)))
                .hasMessage("1 positions of 2 groups");
    }
}
