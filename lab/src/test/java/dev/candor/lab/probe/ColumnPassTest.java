package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnPassTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 2047, 2048, 2049, 5000})
    void sumsEqualPlainLoopsWhateverTheSizes(int columns) {
        SplittableRandom random = new SplittableRandom(columns);
        float[][] values = new float[12][columns];
        for (float[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextDouble(-1, 1);
            }
        }
        int[] rows = {11, 0, 3, 3, 7, 9, 2};
        double[] v = random.doubles(7, -1, 1).toArray();
        double[] w = random.doubles(7, 0, 2).toArray();
        double[] out = new double[columns];
        double[] sums = new double[columns];
        double[] squares = new double[columns];
        FloatMatrix matrix = FloatMatrix.of(values);
        new ColumnPass(matrix, rows, SolverKernels.best(), 3)
                .transposeTimesAndMoments(v, out, w, sums, squares);
        for (int j = 0; j < columns; j++) {
            double product = 0;
            double sum = 0;
            double square = 0;
            for (int i = 0; i < 7; i++) {
                double x = values[rows[i]][j];
                product += v[i] * x;
                sum += w[i] * x;
                square += w[i] * x * x;
            }
            assertThat(out[j]).isCloseTo(product, within(1e-14));
            assertThat(sums[j]).isCloseTo(sum, within(1e-14));
            assertThat(squares[j]).isCloseTo(square, within(1e-14));
        }
    }

    @Test
    void meansAreOverTheRowsAskedFor() {
        FloatMatrix matrix = FloatMatrix.of(new float[][] {{1, 10}, {100, 100}, {2, 20}});
        assertThat(ColumnMeans.of(matrix, new int[] {0, 2}, 2)).containsExactly(1.5, 15);
        assertThatThrownBy(() -> ColumnMeans.of(matrix, new int[0], 1))
                .hasMessageContaining("no rows to average");
    }

    @Test
    void aFailureOnAnyThreadReachesTheCaller() {
        assertThatThrownBy(() ->
                        Parallel.run(
                                3,
                                50,
                                task -> {
                                    if (task == 37) {
                                        throw new IllegalStateException("task 37");
                                    }
                                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("task 37");
    }
}
