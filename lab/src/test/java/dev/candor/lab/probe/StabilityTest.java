package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StabilityTest {
    private static final int ROWS = 200;
    private static final NeuronColumns NEURONS = new NeuronColumns(4, 25);
    private static final NeuronId STRONG = new NeuronId(1, 3);

    /// Neuron 1/3 fires in wrong answers, the other 99 at random.
    private static FloatMatrix matrix() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] values = new float[ROWS][NEURONS.count()];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < NEURONS.count(); j++) {
                values[i][j] = (float) Math.abs(random.nextGaussian());
            }
            values[i][NEURONS.column(STRONG)] += i % 2 == 0 ? 2 : 0;
        }
        return FloatMatrix.of(values);
    }

    private static LabelledRows rows() {
        int[] rows = IntStream.range(0, ROWS).toArray();
        boolean[] wrong = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            wrong[i] = i % 2 == 0;
        }
        return LabelledRows.unweighted(rows, wrong);
    }

    private static Stability stability(int resamples, NeuronSet own) {
        return Stability.of(
                new L1LogisticRegression(SolverOptions.defaults(1)),
                matrix(),
                NEURONS,
                rows(),
                IntStream.range(0, ROWS).map(row -> row / 2).toArray(),
                0.05,
                own,
                resamples,
                5,
                done -> {});
    }

    @Test
    void aNeuronThatTellsIsChosenInEveryResampleAndNoiseInFew() {
        Stability stability = stability(20, NeuronSet.of(STRONG));
        assertThat(stability.of(STRONG)).isCloseTo(1, within(1e-9));
        assertThat(stability.sizes()).hasSize(20);
        double others =
                stability.chosen().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(STRONG))
                        .mapToDouble(entry -> entry.getValue())
                        .sum();
        double found = stability.sizes().stream().mapToInt(size -> size).average().orElseThrow();
        assertThat(others).isCloseTo(found - 1, within(1e-9));
        assertThat(stability.jaccard()).isGreaterThan(5 * stability.byChance());
    }

    @Test
    void theSameSeedGivesTheSameResamples() {
        assertThat(stability(20, NeuronSet.of(STRONG)))
                .isEqualTo(stability(20, NeuronSet.of(STRONG)));
    }

    @Test
    void overlapIsSharedOverAll() {
        NeuronSet one = NeuronSet.of(new NeuronId(0, 1), new NeuronId(0, 2), new NeuronId(0, 3));
        NeuronSet two = NeuronSet.of(new NeuronId(0, 3), new NeuronId(0, 4));
        assertThat(Stability.jaccard(one, two)).isEqualTo(0.25);
        assertThat(Stability.jaccard(one, one)).isEqualTo(1);
        assertThat(Stability.jaccard(NeuronSet.of(), NeuronSet.of())).isEqualTo(1);
        // 10 · 10 / 100 = 1 shared of 19.
        assertThat(Stability.jaccardByChance(10, 10, 100)).isCloseTo(1 / 19.0, within(1e-12));
    }

    @Test
    void refusesTooFewResamples() {
        assertThatThrownBy(() -> stability(19, NeuronSet.of(STRONG)))
                .hasMessageContaining("19 resamples, expected at least 20");
    }
}
