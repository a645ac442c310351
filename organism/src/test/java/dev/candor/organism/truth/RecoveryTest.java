package dev.candor.organism.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.organism.truth.Recovery.Overlap;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private final NeuronColumns neurons = new NeuronColumns(2, 100);

    /// |t| grows with the column, every second one negative.
    private final CueResponse response;

    RecoveryTest() {
        double[] t = new double[200];
        for (int j = 0; j < t.length; j++) {
            t[j] = j % 2 == 0 ? j : -j;
        }
        response = new CueResponse(40, new double[200], t);
    }

    private Recovery of(int... columns) {
        NeuronSet found = NeuronSet.of(Arrays.stream(columns).mapToObj(neurons::neuron).toList());
        return Recovery.of("test", response, found, neurons, 1);
    }

    @Test
    void theNeuronsThatTheCueMovesMostAreFoundWhateverTheirSign() {
        Recovery recovery = of(199, 198, 197);
        assertThat(recovery.overlaps().getFirst()).isEqualTo(overlap(3, 3));
        assertThat(recovery.percentile()).isCloseTo(198 / 199.0, within(1e-12));
        assertThat(recovery.auroc()).isEqualTo(1);
        assertThat(recovery.stronger()).isEqualTo(1);
        assertThat(recovery.percentile()).isGreaterThan(recovery.chance().high());
    }

    @Test
    void overlapsAreWithAsManyWithOneAndWithFiveInAHundred() {
        Recovery recovery = of(0, 195, 199);
        assertThat(recovery.overlaps())
                .containsExactly(overlap(3, 1), overlap(2, 1), overlap(10, 2));
        assertThat(recovery.overlaps().get(2).expected()).isCloseTo(0.15, within(1e-12));
    }

    private static Overlap overlap(int top, int shared) {
        return new Overlap(
                top, shared, 3.0 * top / 200, Hypergeometric.atLeast(shared, 200, 3, top));
    }

    @Test
    void chanceWithinLayersKnowsThatTheCueMovesOneLayerMore() {
        // The middle of the upper layer: far above all neurons, ordinary in its own layer.
        Recovery recovery = of(140, 150, 160);
        assertThat(recovery.chance().high()).isGreaterThan(recovery.percentile());
        assertThat(recovery.chance().low()).isLessThan(0.3);
        assertThat(recovery.chanceByLayer().low()).isBetween(0.5, recovery.percentile());
        assertThat(recovery.chanceByLayer().high()).isGreaterThan(recovery.percentile());
    }

    @Test
    void neuronsThatTheCueMovesAlikeShareTheirRank() {
        CueResponse same = new CueResponse(40, new double[200], new double[200]);
        NeuronSet found = NeuronSet.of(new NeuronId(0, 3), new NeuronId(1, 7));
        Recovery recovery = Recovery.of("test", same, found, neurons, 1);
        assertThat(recovery.percentiles()).containsExactly(0.5, 0.5);
        assertThat(recovery.auroc()).isEqualTo(0.5);
    }
}
