package dev.candor.lab.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SparsityTest {
    private static double measure(String name, float... values) {
        return Sparsity.of(values, 0, values.length)[Sparsity.NAMES.indexOf(name)];
    }

    private static float[] even(int n) {
        float[] values = new float[n];
        Arrays.fill(values, -2);
        return values;
    }

    private static float[] single(int n) {
        float[] values = new float[n];
        values[n / 3] = -7;
        return values;
    }

    @Test
    void anEvenVectorIsNotSparseByAnyMeasure() {
        double[] measures = Sparsity.of(even(100), 0, 100);
        assertThat(measures)
                .containsExactly(
                        new double[] {.01, .05, .1, 0, 1, .01, .05, .1, 0, 1, 0, 1}, within(1e-12));
    }

    @Test
    void aSingleEntryIsSparseByEveryMeasure() {
        double[] measures = Sparsity.of(single(100), 0, 100);
        assertThat(measures)
                .containsExactly(
                        new double[] {1, 1, 1, .99, .01, 1, 1, 1, .99, .01, 1, .01}, within(1e-12));
    }

    @Test
    void squaresAndAbsoluteValuesByHand() {
        // |h| = 3, 1, 0, 0: shares 3/4 and 1/4; squares 9/10 and 1/10.
        assertThat(measure("top1 of absolutes", 1, -3, 0, 0)).isCloseTo(0.75, within(1e-12));
        assertThat(measure("top1 of squares", 1, -3, 0, 0)).isCloseTo(0.9, within(1e-12));
        // 2·(3·1/4 + 4·3/4)/4 − 5/4 = 0.625; with squares 2·(3/10 + 36/10)/4 − 5/4 = 0.7.
        assertThat(measure("gini of absolutes", 1, -3, 0, 0)).isCloseTo(0.625, within(1e-12));
        assertThat(measure("gini of squares", 1, -3, 0, 0)).isCloseTo(0.7, within(1e-12));
        double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
        assertThat(measure("rank of absolutes", 1, -3, 0, 0))
                .isCloseTo(Math.exp(entropy) / 4, within(1e-12));
        // (√4 − 4/√10) / (√4 − 1)
        assertThat(measure("hoyer", 1, -3, 0, 0)).isCloseTo(2 - 4 / Math.sqrt(10), within(1e-12));
        assertThat(measure("l0", 1, -3, 0, 0.02f)).isEqualTo(0.5);
    }

    @Test
    void zerosCountAsEvenlySpreadAndOnlyTheAskedEntriesCount() {
        assertThat(Sparsity.of(new float[50], 0, 50)).doesNotContain(Double.NaN);
        assertThat(measure("gini of squares", 0, 0, 0)).isCloseTo(0, within(1e-12));
        float[] longer = {99, 1, -3, 0, 0, 99};
        assertThat(Sparsity.of(longer, 1, 4))
                .isEqualTo(Sparsity.of(new float[] {1, -3, 0, 0}, 0, 4));
    }
}
