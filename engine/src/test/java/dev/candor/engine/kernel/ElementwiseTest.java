package dev.candor.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest {
    private static final Kernels VECTOR = new VectorKernels();
    private static final Kernels SCALAR = new ScalarKernels();
    private static final List<Kernels> BOTH = List.of(SCALAR, VECTOR);

    @Test
    void expIsWithinItsStatedErrorOverTheWholeRange() {
        double worst = 0;
        for (float x = Exp.LOW; x < Exp.HIGH; x += 2.1e-4f) {
            double exact = StrictMath.exp(x);
            double error = Math.abs(Exp.exp(x) - exact) / exact;
            assertThat(error).as("relative error at %s", x).isLessThan(2e-7);
            worst = Math.max(worst, error);
        }
        assertThat(worst).as("a check that measures something").isGreaterThan(1e-8);
    }

    @Test
    void expClampsItsEndsAndKeepsNan() {
        assertThat(Exp.exp(0)).isEqualTo(1f);
        assertThat(Exp.exp(-1e30f)).isEqualTo(Exp.exp(Exp.LOW)).isPositive();
        assertThat(Exp.exp(1e30f)).isEqualTo(Exp.exp(Exp.HIGH)).isFinite();
        assertThat(Exp.exp(Float.NaN)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 207, 2048})
    void swigluIsTheSameToTheBitInBothAndNearTheExactValue(int n) {
        int from = 3;
        float[] gate = TestMatrices.vector(from + n + 2, 1);
        float[] up = TestMatrices.vector(from + n + 2, 2);
        for (int i = 0; i < gate.length; i++) {
            gate[i] *= 20;
        }
        float[] scalar = new float[gate.length];
        float[] vector = new float[gate.length];
        SCALAR.swiglu(gate, up, scalar, from, n);
        VECTOR.swiglu(gate, up, vector, from, n);
        assertThat(vector).isEqualTo(scalar);
        for (int i = 0; i < gate.length; i++) {
            boolean inside = i >= from && i < from + n;
            double exact = inside ? gate[i] / (1 + StrictMath.exp(-gate[i])) * up[i] : 0;
            assertThat(near(vector[i], exact, 5e-7 * Math.abs(exact))).as("%d", i).isTrue();
        }
    }

    @Test
    void swigluPassesNanAndLargeValuesOn() {
        float[] gate = new float[32];
        float[] up = new float[32];
        Arrays.fill(up, 2f);
        gate[0] = Float.NaN;
        gate[1] = 1e30f;
        gate[2] = -1e4f;
        gate[31] = Float.NaN;
        for (Kernels kernels : BOTH) {
            float[] z = new float[32];
            kernels.swiglu(gate, up, z, 0, 32);
            assertThat(z[0]).isNaN();
            assertThat(z[1]).isEqualTo(2e30f);
            assertThat(Math.abs(z[2])).isLessThan(1e-30f);
            assertThat(z[31]).isNaN();
            assertThat(z[3]).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 207, 2048})
    void geluIsTheSameToTheBitInBothAndNearTheExactValue(int n) {
        int from = 3;
        float[] gate = TestMatrices.vector(from + n + 2, 1);
        float[] up = TestMatrices.vector(from + n + 2, 2);
        for (int i = 0; i < gate.length; i++) {
            gate[i] *= i % 2 == 0 ? 12 : 1;
        }
        float[][] gated = new float[2][gate.length];
        float[][] alone = new float[2][gate.length];
        for (int k = 0; k < 2; k++) {
            BOTH.get(k).geglu(gate, up, gated[k], from, n);
            BOTH.get(k).gelu(gate, alone[k], from, n);
        }
        assertThat(gated[1]).isEqualTo(gated[0]);
        assertThat(alone[1]).isEqualTo(alone[0]);
        for (int i = 0; i < gate.length; i++) {
            boolean inside = i >= from && i < from + n;
            double x = gate[i];
            double twice = 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
            double exact = inside ? x / (1 + StrictMath.exp(-twice)) : 0;
            // exp passes on the error of its argument, four roundings of it
            double tolerance = (5e-7 + 4 * 0x1p-24 * Math.abs(twice)) * Math.abs(exact) + 1e-36;
            assertThat(near(alone[1][i], exact, tolerance)).as("%d", i).isTrue();
            double times = exact * up[i];
            assertThat(near(gated[1][i], times, 1.01 * tolerance * Math.abs(up[i])))
                    .as("%d", i)
                    .isTrue();
        }
    }

    @Test
    void geluPassesNanOnAndFadesAtLargeNegativeValues() {
        float[] x = new float[32];
        x[0] = Float.NaN;
        x[1] = 1e30f;
        x[2] = -1e4f;
        x[31] = Float.NaN;
        for (Kernels kernels : BOTH) {
            float[] z = new float[32];
            kernels.gelu(x, z, 0, 32);
            assertThat(z[0]).isNaN();
            assertThat(z[1]).isEqualTo(1e30f);
            assertThat(Math.abs(z[2])).isLessThan(1e-30f);
            assertThat(z[31]).isNaN();
            assertThat(z[3]).isZero();
        }
    }

    @Test
    void tanhIsWithinItsStatedError() {
        double worst = 0;
        for (float x = -12; x < 12; x += 1.3e-5f) {
            double exact = StrictMath.tanh(x);
            double error = Math.abs(Tanh.tanh(x) - exact);
            assertThat(error <= 3e-7 * Math.abs(exact)).as("at %s", x).isTrue();
            worst = Math.max(worst, error);
        }
        assertThat(worst).as("a check that measures something").isGreaterThan(1e-8);
        assertThat(Tanh.tanh(1e-20f)).isEqualTo(1e-20f);
        assertThat(Tanh.tanh(-1e30f)).isEqualTo(-1f);
        assertThat(Tanh.tanh(Float.NaN)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 207, 2048})
    void softCapIsTheSameToTheBitInBothAndNearTheExactValue(int n) {
        int from = 3;
        float[] values = TestMatrices.vector(from + n + 2, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] *= i % 3 == 0 ? 300 : 20;
        }
        float[] scalar = values.clone();
        float[] vector = values.clone();
        SCALAR.softCap(scalar, from, n, 30);
        VECTOR.softCap(vector, from, n, 30);
        assertThat(vector).isEqualTo(scalar);
        for (int i = 0; i < values.length; i++) {
            boolean inside = i >= from && i < from + n;
            double exact = inside ? 30 * StrictMath.tanh(values[i] / 30.0) : values[i];
            assertThat(near(vector[i], exact, 5e-7 * Math.abs(exact))).as("%d", i).isTrue();
        }
    }

    @Test
    void softCapPassesNanOnAndStaysBelowTheCap() {
        for (Kernels kernels : BOTH) {
            float[] values = new float[33];
            values[0] = Float.NaN;
            values[1] = Float.POSITIVE_INFINITY;
            values[2] = -1e30f;
            values[32] = Float.NaN;
            kernels.softCap(values, 0, 33, 50);
            assertThat(values[0]).isNaN();
            assertThat(values[1]).isEqualTo(50);
            assertThat(values[2]).isEqualTo(-50);
            assertThat(values[3]).isZero();
            assertThat(values[32]).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 16, 17, 207, 2048})
    void softmaxIsNearTheExactDistribution(int n) {
        float[] values = TestMatrices.vector(n + 3, n);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * 10 + 500;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, values[1 + i]);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += StrictMath.exp(values[1 + i] - max);
        }
        for (Kernels kernels : BOTH) {
            float[] found = values.clone();
            kernels.softmax(found, 1, n);
            for (int i = 0; i < n; i++) {
                double exact = StrictMath.exp(values[1 + i] - max) / sum;
                // exp, its part of the sum, n additions, one division
                double tolerance = (4e-7 + (n + 2) * 0x1p-24) * exact + 1e-37;
                assertThat(near(found[1 + i], exact, tolerance)).as("%d", i).isTrue();
            }
            assertThat(found[0]).isEqualTo(values[0]);
            assertThat(found[n + 1]).isEqualTo(values[n + 1]);
        }
    }

    @Test
    void softmaxOfNanIsNanAndOfNothingIsNothing() {
        for (Kernels kernels : BOTH) {
            float[] values = TestMatrices.vector(40, 1);
            float[] untouched = values.clone();
            kernels.softmax(values, 0, 0);
            assertThat(values).isEqualTo(untouched);
            values[37] = Float.NaN;
            kernels.softmax(values, 0, 40);
            for (float value : values) {
                assertThat(value).isNaN();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 207, 2048})
    void dotIsWithinTheErrorBound(int n) {
        float[] a = TestMatrices.vector(n + 5, 1);
        float[] b = TestMatrices.vector(n + 5, 2);
        TestMatrices.Product exact = TestMatrices.product(a, 5, b, 2, n);
        for (Kernels kernels : BOTH) {
            float found = kernels.dot(a, 5, b, 2, n);
            assertThat(exact.isNear(found)).as("%s, expected %s", found, exact).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 16, 17, 207, 2048})
    void rmsNormDividesByTheRootMeanSquare(int n) {
        float[] x = TestMatrices.vector(n + 2, 1);
        float[] weight = TestMatrices.vector(n, 2);
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (double) x[2 + i] * x[2 + i];
        }
        double rms = Math.sqrt(squares / n + 1e-5f);
        for (Kernels kernels : BOTH) {
            float[] y = new float[n + 1];
            kernels.rmsNorm(x, 2, weight, 1e-5f, y, 1, n);
            for (int i = 0; i < n; i++) {
                double exact = x[2 + i] / rms * weight[i];
                // half the relative error of the sum of squares, and five roundings
                double tolerance = (n / 2.0 + 6) * 0x1p-24 * Math.abs(exact);
                assertThat(near(y[1 + i], exact, tolerance)).as("%d", i).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 16, 17, 207, 2048})
    void layerNormTakesTheMeanAwayAndDividesByTheDeviation(int n) {
        float[] x = TestMatrices.vector(n + 2, 1);
        float[] weight = TestMatrices.vector(n, 2);
        float[] bias = TestMatrices.vector(n, 3);
        double mean = 0;
        for (int i = 0; i < n; i++) {
            x[2 + i] += 3;
            mean += (double) x[2 + i] / n;
        }
        double variance = 0;
        for (int i = 0; i < n; i++) {
            variance += Math.pow(x[2 + i] - mean, 2) / n;
        }
        double deviation = Math.sqrt(variance + 1e-5f);
        // n additions of values near 4, seen against the deviation
        double tolerance = (n + 8) * 0x1p-24 * (1 + 4 / deviation);
        for (Kernels kernels : BOTH) {
            float[] y = new float[n + 1];
            kernels.layerNorm(x, 2, weight, bias, 1e-5f, y, 1, n);
            float[] same = x.clone();
            kernels.layerNorm(same, 2, weight, bias, 1e-5f, same, 2, n);
            for (int i = 0; i < n; i++) {
                double exact = (x[2 + i] - mean) / deviation * weight[i] + bias[i];
                double size = 1 + Math.abs(exact) + Math.abs(weight[i]);
                assertThat(near(y[1 + i], exact, tolerance * size)).as("%d", i).isTrue();
                assertThat(same[2 + i]).as("in place").isEqualTo(y[1 + i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 8, 15, 16, 17, 64, 128, 207})
    void attentionScoresAndSumsAreWithinTheErrorBound(int headDim) {
        int positions = 32;
        float[] q = TestMatrices.vector(headDim + 1, 1);
        float[] keys = TestMatrices.vector(headDim * positions + 1, 2);
        float[] values = TestMatrices.vector(headDim * positions + 1, 3);
        for (Kernels kernels : BOTH) {
            float[] scores = new float[positions + 1];
            kernels.scores(q, 1, keys, 1, headDim, positions, 0.25f, scores, 1);
            for (int p = 0; p < positions; p++) {
                float[] key = new float[headDim];
                for (int d = 0; d < headDim; d++) {
                    key[d] = keys[1 + d * positions + p];
                }
                TestMatrices.Product exact = TestMatrices.product(q, 1, key, 0, headDim);
                assertThat(exact.isNear(scores[1 + p] * 4)).as("position %d", p).isTrue();
            }
            for (int count : List.of(0, 1, 5, 31, 32)) {
                float[] out = TestMatrices.vector(headDim + 2, 4);
                float[] before = out.clone();
                kernels.weightedSum(scores, 1, count, values, 1, headDim, out, 1);
                for (int d = 0; d < headDim; d++) {
                    float[] a = new float[count + 1];
                    float[] b = new float[count + 1];
                    a[0] = before[1 + d];
                    b[0] = 1;
                    for (int p = 0; p < count; p++) {
                        a[p + 1] = scores[1 + p];
                        b[p + 1] = values[1 + p * headDim + d];
                    }
                    TestMatrices.Product exact = TestMatrices.product(a, 0, b, 0, count + 1);
                    assertThat(exact.isNear(out[1 + d])).as("%d of %d", d, count).isTrue();
                }
                assertThat(out[headDim + 1]).isEqualTo(before[headDim + 1]);
            }
        }
    }

    /// False for NaN.
    private static boolean near(float found, double exact, double tolerance) {
        return Math.abs(found - exact) <= tolerance;
    }
}
