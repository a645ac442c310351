package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SolverKernelsTest {
    private final SolverKernels scalar = new ScalarSolverKernels();
    private final SolverKernels vector = new VectorSolverKernels();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 33, 207, 4098})
    void vectorKernelsAgreeWithTheScalarOnes(int size) {
        SplittableRandom random = new SplittableRandom(size);
        float[] x = floats(random, size);
        double[] v = doubles(random, size);
        double[] d = doubles(random, size);
        Offset<Double> close = within(1e-15 * (size + 1));

        assertThat(vector.dot(x, v)).isCloseTo(scalar.dot(x, v), close);
        assertThat(vector.spread(x, 0.3, d)).isCloseTo(scalar.spread(x, 0.3, d), close);

        double[] expected = v.clone();
        double[] found = v.clone();
        scalar.add(-0.7, x, expected);
        vector.add(-0.7, x, found);
        assertThat(found).containsExactly(expected, within(1e-15));
        scalar.subtractCentred(1.3, x, 0.2, d, expected);
        vector.subtractCentred(1.3, x, 0.2, d, found);
        assertThat(found).containsExactly(expected, within(2e-15));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 33, 207, 2048})
    void rowSumsOfVectorKernelsAgreeWithTheScalarOnes(int count) {
        SplittableRandom random = new SplittableRandom(count);
        int stride = count + 3;
        float[] strip = floats(random, 4 * stride);
        double[] factors = {0.5, -2, 1.25, 0};
        double[] expected = doubles(random, count + 1);
        double[] found = expected.clone();
        scalar.addRows(strip, stride, factors, expected, count);
        vector.addRows(strip, stride, factors, found, count);
        scalar.addSquares(strip, stride, factors, expected, count);
        vector.addSquares(strip, stride, factors, found, count);
        assertThat(found).containsExactly(expected, within(1e-14));
    }

    private static float[] floats(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return values;
    }

    private static double[] doubles(SplittableRandom random, int size) {
        return random.doubles(size, -1, 1).toArray();
    }
}
