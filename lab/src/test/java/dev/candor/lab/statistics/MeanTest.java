package dev.candor.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeanTest {
    @Test
    void theIntervalIsThatOfTheNormalDistribution() {
        double[] values = new SplittableRandom(1).doubles(400).toArray();
        double[] weights = new double[400];
        Arrays.fill(weights, 2);
        double[] sums = Arrays.stream(values).map(value -> 2 * value).toArray();
        Mean mean = Mean.of(sums, weights, 7);
        assertThat(mean.value())
                .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-12));
        // Uniform on [0, 1): σ = 1/√12, so 1.96·σ/√400 = 0.0283; resampling errs by a few percent.
        assertThat(mean.interval().high() - mean.value()).isCloseTo(0.0283, within(0.003));
        assertThat(mean.value() - mean.interval().low()).isCloseTo(0.0283, within(0.003));
    }

    @Test
    void longerPiecesWeighMore() {
        Mean mean = Mean.of(new double[] {30, 1}, new double[] {30, 10}, 7);
        assertThat(mean.value()).isEqualTo(31.0 / 40);
        assertThat(mean.interval()).isEqualTo(new Interval(0.1, 1));
    }

    @Test
    void ofOnePieceThereIsNoInterval() {
        assertThat(Mean.of(new double[] {3}, new double[] {1}, 7).value()).isEqualTo(3);
        assertThat(Mean.of(new double[] {3}, new double[] {1}, 7).interval().low()).isNaN();
        assertThat(Mean.of(new double[0], new double[0], 7).value()).isNaN();
    }

    @Test
    void aDifferenceIsOfTheSameDraws() {
        // Every cluster's own difference is 1, so every resample's is.
        double[] first = {2, 5, 9, 4};
        double[] second = {1, 4, 8, 3};
        double[] once = {1, 1, 1, 1};
        Mean difference = Mean.difference(first, once, second, once, 7);
        assertThat(difference.value()).isEqualTo(1);
        assertThat(difference.interval().low()).isCloseTo(1, within(1e-12));
        assertThat(difference.interval().high()).isCloseTo(1, within(1e-12));
    }

    @Test
    void aClusterMayHaveOneSideOnly() {
        Mean difference =
                Mean.difference(
                        new double[] {6, 0},
                        new double[] {2, 0},
                        new double[] {0, 4},
                        new double[] {0, 4},
                        7);
        assertThat(difference.value()).isEqualTo(3 - 1);
    }
}
