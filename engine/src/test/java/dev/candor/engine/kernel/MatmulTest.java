package dev.candor.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.testing.ForkedJvm;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatmulTest {
    private static final Workers WORKERS = new Workers(3);
    private static final Kernels VECTOR = new VectorKernels();
    private static final Kernels SCALAR = new ScalarKernels();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    @ParameterizedTest
    @EnumSource
    void scalarProductsAreWithinTheErrorBound(TensorType type) {
        KernelChecks.requireAccurate(SCALAR, type, WORKERS);
    }

    @ParameterizedTest
    @EnumSource
    void vectorProductsAreWithinTheErrorBound(TensorType type) {
        KernelChecks.requireAccurate(VECTOR, type, WORKERS);
    }

    @ParameterizedTest
    @EnumSource
    void aRowOfAScalarBatchHasTheBitsItHasAlone(TensorType type) {
        KernelChecks.requireBatchInvariant(SCALAR, type, WORKERS);
    }

    @ParameterizedTest
    @EnumSource
    void aRowOfAVectorBatchHasTheBitsItHasAlone(TensorType type) {
        KernelChecks.requireBatchInvariant(VECTOR, type, WORKERS);
    }

    @ParameterizedTest
    @EnumSource(names = {"Q4_0", "Q4_K", "Q6_K"})
    void productsInEightBitsHaveTheBitsOfTheirDefinition(TensorType type) {
        KernelChecks.requireEightBitProducts(VECTOR, type, WORKERS);
    }

    @ParameterizedTest
    @EnumSource(names = {"Q4_0", "Q4_K", "Q6_K"})
    void anInfiniteScaleIsMultipliedFromWhereItLies(TensorType type) {
        byte[] bytes = new byte[Math.toIntExact(type.rowBytes(256))];
        Arrays.fill(bytes, (byte) 0x7c); // every f16 among them is infinite or NaN
        Matrix w = new Matrix(type, 1, 256, MemorySegment.ofArray(bytes));
        float[] y = new float[1];
        VECTOR.matmul(w, TestMatrices.vector(256, 1), 1, y, WORKERS);
        assertThat(Float.isFinite(y[0])).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"Q4_0", "Q4_K", "Q6_K"})
    void aMatrixThatStaysInPlaceIsMultipliedInF32(TensorType type) {
        Matrix w = TestMatrices.random(type, 5, 512, 1);
        float[] x = TestMatrices.vector(512, 2);
        float[] y = new float[5];
        VECTOR.matmul(w.inPlace(), x, 1, y, WORKERS);
        for (int row = 0; row < 5; row++) {
            TestMatrices.Product exact =
                    TestMatrices.product(TestMatrices.row(w, row), 0, x, 0, 512);
            assertThat(exact.isNear(y[row])).isTrue();
        }
    }

    @Test
    void tinyAndHugeTokensStayFiniteInEightBits() {
        Matrix w = TestMatrices.random(TensorType.Q4_0, 3, 64, 1);
        for (float size : new float[] {Float.MIN_VALUE, 1e-37f, 1e-20f, 1e30f}) {
            float[] x = TestMatrices.vector(64, 2);
            for (int i = 0; i < x.length; i++) {
                x[i] *= size;
            }
            float[] y = new float[3];
            VECTOR.matmul(w, x, 1, y, WORKERS);
            for (int row = 0; row < 3; row++) {
                assertThat(y[row]).isEqualTo(EightBitReference.product(w, row, x, 0));
                assertThat(Float.isFinite(y[row])).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void vectorDecodingHasTheBitsOfTheScalarOne(TensorType type) {
        KernelChecks.requireSameDecoding(VECTOR, type);
    }

    @ParameterizedTest
    @EnumSource
    void theNumberOfThreadsDoesNotShowInTheResult(TensorType type) {
        int columns = type.blockValues() == 256 ? 1280 : 1056;
        Matrix w = TestMatrices.random(type, 207, columns, 1);
        for (int n : new int[] {1, 5}) {
            float[] x = TestMatrices.vector(n * columns, 2);
            float[] three = new float[n * 207];
            VECTOR.matmul(w, x, n, three, WORKERS);
            try (Workers one = new Workers(1)) {
                float[] single = new float[n * 207];
                new VectorKernels().matmul(w, x, n, single, one);
                assertThat(single).as("%s token rows", n).isEqualTo(three);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nanInTheInputReachesEveryOutput(TensorType type) {
        int columns = Math.max(64, type.blockValues());
        Matrix w = TestMatrices.random(type, 17, columns, 1);
        float[] x = TestMatrices.vector(columns, 2);
        x[columns - 1] = Float.NaN;
        for (Kernels kernels : List.of(SCALAR, VECTOR)) {
            float[] y = new float[17];
            kernels.matmul(w, x, 1, y, WORKERS);
            for (float value : y) {
                assertThat(value).isNaN();
            }
        }
    }

    /// Bytes; the machine's own width is what all other tests run with.
    private static IntStream narrowerWidths() {
        return IntStream.of(16, 32).filter(bytes -> bytes == 16 || 8 * bytes < VECTOR.vectorBits());
    }

    @ParameterizedTest
    @MethodSource("narrowerWidths")
    void narrowerVectorsKeepTheBitsTheBoundAndTheInvariance(int bytes) {
        List<String> flags =
                List.of("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes);
        ForkedJvm.Result result = ForkedJvm.run(flags, NarrowVectorsMain.class);
        assertThat(result.output()).contains("passed: vector, " + 8 * bytes + " bit");
        assertThat(result.exitCode()).isZero();
    }

    static final class NarrowVectorsMain {
        public static void main(String[] args) {
            Kernels kernels = new VectorKernels();
            try (Workers workers = new Workers(2)) {
                for (TensorType type : TensorType.values()) {
                    KernelChecks.requireSameDecoding(kernels, type);
                    KernelChecks.requireAccurate(kernels, type, workers);
                    KernelChecks.requireBatchInvariant(kernels, type, workers);
                    if (Matrix.isInterleaved(type)) {
                        KernelChecks.requireEightBitProducts(kernels, type, workers);
                    }
                }
            }
            System.out.println("passed: " + kernels.describe());
        }
    }
}
