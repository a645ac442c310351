package dev.candor.engine.kernel;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.testing.RandomBlocks;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/// Random matrices of every type, and the product they must give.
final class TestMatrices {
    private TestMatrices() {}

    /// Random stored values: finite, of either sign, over a few powers of two.
    static Matrix random(TensorType type, int rows, int columns, long seed) {
        return matrix(type, rows, columns, bytes(type, rows, columns, seed));
    }

    /// Random scales; all integers of a row of four or six bits are the least, of the next row the
    /// largest.
    static Matrix extreme(TensorType type, int rows, int columns, long seed) {
        byte[] bytes = bytes(type, rows, columns, seed);
        int rowBytes = Math.toIntExact(type.rowBytes(columns));
        for (int i = 0; i < bytes.length; i++) {
            int at = i % type.blockBytes();
            boolean isInteger =
                    switch (type) {
                        case Q4_0 -> at >= 2;
                        case Q4_K -> at >= 16;
                        case Q6_K -> at < 192;
                        default -> throw new IllegalArgumentException(type + " has other blocks");
                    };
            if (isInteger) {
                bytes[i] = (byte) (i / rowBytes % 2 == 0 ? 0 : 0xff);
            }
        }
        return matrix(type, rows, columns, bytes);
    }

    private static byte[] bytes(TensorType type, int rows, int columns, long seed) {
        int blocks = Math.toIntExact(rows * type.rowBytes(columns) / type.blockBytes());
        return RandomBlocks.within(type, blocks, 2, new Random(seed));
    }

    private static Matrix matrix(TensorType type, int rows, int columns, byte[] bytes) {
        // Off heap, as a mapped file is.
        MemorySegment data = Arena.ofAuto().allocate(Math.max(1, bytes.length), 8);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, data, 0, bytes.length);
        return new Matrix(type, rows, columns, data.asSlice(0, bytes.length).asReadOnly());
    }

    static float[] vector(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static float[] row(Matrix w, int row) {
        float[] weights = new float[w.columns()];
        BlockDecoder.decode(w, row, 0, w.columns(), weights, 0);
        return weights;
    }

    /// Σ a·b over n values in double precision, and the error a sum in f32 may have.
    static Product product(float[] a, int aFrom, float[] b, int bFrom, int n) {
        double sum = 0;
        double magnitude = 0;
        for (int i = 0; i < n; i++) {
            double product = (double) a[aFrom + i] * b[bFrom + i];
            sum += product;
            magnitude += Math.abs(product);
        }
        return new Product(sum, tolerance(n, magnitude));
    }

    /// A sum of n products by fma rounds n times, each by at most u = 2⁻²⁴ of a partial sum, and no
    /// partial sum exceeds Σ|a||b|: the error is at most γₙ·Σ|a||b| with γₙ = nu / (1 − nu),
    /// whatever the order of the additions (Higham, Accuracy and Stability of Numerical Algorithms,
    /// 2nd ed., §3.1). n + 1 for n covers the denominator.
    static double tolerance(int n, double magnitude) {
        return (n + 1) * 0x1p-24 * magnitude;
    }

    /// The error that rounding `b` to eight bits may bring: half a step of 1/127 of the largest of
    /// each 32 values, at each weight.
    static double eightBitTolerance(float[] a, float[] b, int bFrom, int n) {
        double error = 0;
        for (int block = 0; block < n; block += 32) {
            double most = 0;
            double weights = 0;
            for (int i = block; i < block + 32; i++) {
                most = Math.max(most, Math.abs(b[bFrom + i]));
                weights += Math.abs(a[i]);
            }
            // f32 rounds the scale and the quotient that is rounded to an integer.
            error += most / 127 * (0.5 + 127 * 0x1p-22) * weights;
        }
        return error;
    }

    record Product(double value, double tolerance) {
        Product within(double more) {
            return new Product(value, tolerance + more);
        }

        /// Written so that NaN is not near anything.
        boolean isNear(float found) {
            return Math.abs(found - value) <= tolerance;
        }
    }
}
