package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomNeuronsTest {
    private final NeuronColumns neurons = new NeuronColumns(4, 200);
    private final double[] means = new double[800];

    /// H-neurons 1/10, 1/50, 1/51 and 3/199; 0/5 has a negative weight.
    private final SparseWeights weights =
            new SparseWeights(new int[] {5, 210, 250, 251, 799}, new double[] {-1, 0.5, 1, 2, 0.1});

    private final RandomNeurons random = new RandomNeurons(neurons, weights);

    RandomNeuronsTest() {
        // Mean grows with a shuffled index, so that near in mean is not near in index.
        Arrays.setAll(means, column -> (column % 200 * 77 % 200) / 1000.0);
    }

    @Test
    void plainSetsHaveAsManyNeuronsAsThereAreWeightsAndNoneOfTheirs() {
        List<NeuronSet> sets = random.plain(12, 1);
        assertThat(sets).hasSize(12).doesNotHaveDuplicates();
        for (NeuronSet set : sets) {
            assertThat(set.size()).isEqualTo(5);
            assertThat(set).noneMatch(this::hasWeight);
        }
    }

    @Test
    void plainSetsReachEveryLayer() {
        HashSet<Integer> layers = new HashSet<>();
        random.plain(50, 3).forEach(set -> set.forEach(neuron -> layers.add(neuron.layer())));
        assertThat(layers).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void matchedSetsKeepLayersAndStayNearInMean() {
        List<NeuronSet> sets = random.matched(means, 10, 1);
        assertThat(sets).hasSize(10);
        assertThat(new HashSet<>(sets)).hasSizeGreaterThan(5);
        for (NeuronSet set : sets) {
            assertThat(set.size()).isEqualTo(5);
            assertThat(set.layers()).containsExactly(0, 1, 3);
            assertThat(set.indices(1)).hasSize(3);
            assertThat(set).noneMatch(this::hasWeight);
            // Means are 0.001 apart, so the 20 nearest free ones lie within 0.024; at the loud or
            // quiet end of a layer they are all on one side.
            double found = mean(set.indices(3)[0]);
            assertThat(Math.abs(found - mean(199))).isLessThan(0.024);
            double[] wanted = sorted(10, 50, 51);
            double[] got = sorted(set.indices(1));
            for (int k = 0; k < 3; k++) {
                assertThat(Math.abs(got[k] - wanted[k])).isLessThan(0.024);
            }
        }
    }

    @Test
    void sameSeedDrawsTheSameSets() {
        assertThat(random.plain(10, 5))
                .isEqualTo(random.plain(10, 5))
                .isNotEqualTo(random.plain(10, 6));
        assertThat(random.matched(means, 10, 5))
                .isEqualTo(random.matched(means, 10, 5))
                .isNotEqualTo(random.matched(means, 10, 6));
    }

    @Test
    void layeredSetsHaveAsManyNeuronsOfEachLayerAndReachAllOfIt() {
        List<NeuronSet> sets = random.layered(200, 2);
        HashSet<Integer> reached = new HashSet<>();
        for (NeuronSet set : sets) {
            assertThat(set.indices(1)).hasSize(3);
            assertThat(set.indices(0)).hasSize(1);
            assertThat(set.indices(3)).hasSize(1);
            assertThat(set.size()).isEqualTo(5);
            assertThat(set).noneMatch(this::hasWeight);
            for (int index : set.indices(1)) {
                reached.add(index);
            }
        }
        // 600 draws from 197 neurons miss one with probability 0.05.
        assertThat(reached).hasSizeGreaterThan(170);
    }

    @Test
    void aPartOfTheHNeuronsIsMatchedWithoutTheOthersBeingDrawn() {
        NeuronSet part = NeuronSet.of(new NeuronId(1, 50));
        NeuronSet taken = NeuronSet.of(new NeuronId(1, 50), new NeuronId(1, 51));
        for (NeuronSet set : new RandomNeurons(neurons, part, taken).matched(means, 50, 1)) {
            assertThat(set.size()).isEqualTo(1);
            assertThat(set).noneMatch(taken::contains);
        }
    }

    @Test
    void refusesFewDrawsAndTooFewNeurons() {
        assertThatThrownBy(() -> random.plain(9, 1)).hasMessageContaining("at least 10");
        assertThatThrownBy(() -> random.layered(9, 1)).hasMessageContaining("at least 10");
        SparseWeights most = new SparseWeights(new int[] {0, 1, 2}, new double[] {1, 1, 1});
        RandomNeurons narrow = new RandomNeurons(new NeuronColumns(1, 5), most);
        assertThatThrownBy(() -> narrow.plain(10, 1))
                .hasMessage("a control needs 3 neurons without weight in the model, found 2");
        RandomNeurons crowded = new RandomNeurons(new NeuronColumns(2, 5), most);
        assertThatThrownBy(() -> crowded.matched(new double[10], 10, 1))
                .hasMessage("a control needs 3 neurons without weight in layer 0, found 2");
    }

    private boolean hasWeight(NeuronId neuron) {
        return weights.weightOf(neurons.column(neuron)) != 0;
    }

    private double mean(int index) {
        return means[index];
    }

    private double[] sorted(int... indices) {
        return Arrays.stream(indices).mapToDouble(this::mean).sorted().toArray();
    }
}
