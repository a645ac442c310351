package dev.candor.engine.kernel;

import dev.candor.engine.format.TensorType;
import java.util.Arrays;
import java.util.List;

/// Checks of a product's values and bits that tests run in their own JVM and in others.
final class KernelChecks {
    static final List<Integer> ROWS = List.of(1, 3, 4, 17);
    static final List<Integer> BATCHES = List.of(1, 2, 3, 4, 5, 8, 16, 33, 200);

    /// Token rows compared: every place in a tile, and both sides of a block of 192.
    private static final int[] TOKENS = {
        0, 1, 2, 3, 4, 5, 15, 16, 31, 32, 33, 63, 190, 191, 192, 193, 198, 199
    };

    private KernelChecks() {}

    /// Awkward lengths, those of block types multiples of the block.
    static List<Integer> columns(TensorType type) {
        return switch (type.blockValues()) {
            case 1 -> List.of(0, 1, 7, 8, 15, 16, 17, 207, 2048);
            case 32 -> List.of(0, 32, 64, 96, 224, 1056, 2048);
            default -> List.of(0, 256, 768, 1280, 2048);
        };
    }

    /// Throws unless every row decodes to the bits of the scalar reference, whole and in part.
    static void requireSameDecoding(Kernels kernels, TensorType type) {
        for (int columns : columns(type)) {
            int blocks = columns / type.blockValues();
            for (int rows : ROWS) {
                Matrix w = TestMatrices.random(type, rows, columns, 7L * columns + rows);
                for (int row = 0; row < rows; row++) {
                    int from = blocks / 3 * type.blockValues();
                    int n = blocks / 2 * type.blockValues();
                    requireSameDecoding(kernels, w, row, 0, columns);
                    requireSameDecoding(kernels, w, row, from, n);
                }
            }
        }
    }

    private static void requireSameDecoding(Kernels kernels, Matrix w, int row, int from, int n) {
        float[] expected = new float[n + 5];
        float[] found = new float[n + 5];
        BlockDecoder.decode(w, row, from, n, expected, 3);
        kernels.decode(w, row, from, n, found, 3);
        for (int i = 0; i < n + 5; i++) {
            if (Float.floatToRawIntBits(found[i]) != Float.floatToRawIntBits(expected[i])) {
                throw new AssertionError(
                        "%s, value %d of %d from %d of row %d: %s, expected %s"
                                .formatted(w, i - 3, n, from, row, found[i], expected[i]));
            }
        }
    }

    /// Throws unless every product lies within the error bound of the exact one.
    static void requireAccurate(Kernels kernels, TensorType type, Workers workers) {
        for (int columns : columns(type)) {
            for (int rows : ROWS) {
                Matrix w = TestMatrices.random(type, rows, columns, 31L * columns + rows);
                for (int n : BATCHES) {
                    float[] x = TestMatrices.vector(n * columns, n);
                    float[] y = new float[n * rows + 1];
                    y[n * rows] = 42;
                    kernels.matmul(w, x, n, y, workers);
                    for (int row = 0; row < rows; row++) {
                        float[] weights = TestMatrices.row(w, row);
                        for (int i = 0; i < n; i++) {
                            float found = y[i * rows + row];
                            TestMatrices.Product exact =
                                    TestMatrices.product(weights, 0, x, i * columns, columns);
                            if (kernels instanceof VectorKernels && Matrix.isInterleaved(type)) {
                                exact =
                                        exact.within(
                                                TestMatrices.eightBitTolerance(
                                                        weights, x, i * columns, columns));
                            }
                            if (!exact.isNear(found)) {
                                throw new AssertionError(
                                        type
                                                + " "
                                                + rows
                                                + "×"
                                                + columns
                                                + ", n = "
                                                + n
                                                + ", row "
                                                + row
                                                + " of "
                                                + i
                                                + ": "
                                                + found
                                                + ", expected "
                                                + exact);
                            }
                        }
                    }
                    if (y[n * rows] != 42) {
                        throw new AssertionError("wrote behind the result");
                    }
                }
            }
        }
    }

    /// Throws unless products with token rows in eight bits have the bits of their definition: of
    /// random values, and of the largest and least that a sum of shorts can be.
    static void requireEightBitProducts(Kernels kernels, TensorType type, Workers workers) {
        for (int columns : columns(type)) {
            for (int rows : List.of(1, 17, 64, 70, 96)) {
                Matrix w = TestMatrices.random(type, rows, columns, 3L * columns + rows);
                for (int n : List.of(1, 2, 4, 5, 9, 33)) {
                    float[] x = TestMatrices.vector(n * columns, n);
                    requireEightBitProducts(kernels, w, x, n, workers);
                }
            }
            Matrix extreme = TestMatrices.extreme(type, 70, columns, columns);
            for (float sign : new float[] {1, -1}) {
                float[] x = new float[8 * columns];
                Arrays.fill(x, sign);
                requireEightBitProducts(kernels, extreme, x, 1, workers);
                requireEightBitProducts(kernels, extreme, x, 8, workers);
            }
        }
    }

    private static void requireEightBitProducts(
            Kernels kernels, Matrix w, float[] x, int n, Workers workers) {
        float[] y = new float[n * w.rows()];
        kernels.matmul(w, x, n, y, workers);
        for (int i = 0; i < y.length; i++) {
            int from = i / w.rows() * w.columns();
            float expected = EightBitReference.product(w, i % w.rows(), x, from);
            if (Float.floatToRawIntBits(y[i]) != Float.floatToRawIntBits(expected)) {
                throw new AssertionError(
                        "%s, n = %d, value %d: %s, expected %s".formatted(w, n, i, y[i], expected));
            }
        }
    }

    /// Throws unless every row of a batch has the bits it has alone.
    static void requireBatchInvariant(Kernels kernels, TensorType type, Workers workers) {
        for (int columns : columns(type)) {
            for (int rows : ROWS) {
                Matrix w = TestMatrices.random(type, rows, columns, 17L * columns + rows);
                float[] x = TestMatrices.vector(200 * columns, 5);
                float[][] alone = new float[200][];
                for (int i : TOKENS) {
                    alone[i] = new float[rows];
                    float[] one = Arrays.copyOfRange(x, i * columns, (i + 1) * columns);
                    kernels.matmul(w, one, 1, alone[i], workers);
                }
                for (int n : BATCHES) {
                    float[] together = new float[n * rows];
                    kernels.matmul(w, x, n, together, workers);
                    for (int i : TOKENS) {
                        if (i < n
                                && !Arrays.equals(
                                        alone[i], 0, rows, together, i * rows, (i + 1) * rows)) {
                            throw new AssertionError(
                                    type
                                            + " "
                                            + rows
                                            + "×"
                                            + columns
                                            + ", token "
                                            + i
                                            + " of "
                                            + n
                                            + " differs from the one alone");
                        }
                    }
                }
            }
        }
    }
}
