package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDot.B;
import static dev.candor.engine.kernel.BlockDot.LE;
import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.LANES;
import static jdk.incubator.vector.VectorOperators.B2F;

import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;

/// Products of Q8_0 rows with two to eight token rows, straight from the mapped file: four rows are
/// decoded in registers for each panel of four token rows. Decoded once for all panels and put in
/// an array, weights go to the L2 cache and back, which pays from more token rows on.
///
/// The additions are those of [DotTiles], and a weight is rounded as in [BlockDot], so the bits are
/// the same.
final class Q8Tiles {
    private static final int ROWS = 4;
    private static final int TOKENS = 4;
    private static final int TILE = ROWS * TOKENS;
    private static final int MOST_TOKENS = 8;

    private Q8Tiles() {}

    /// Sixteen sums, four weights and their scales do not fit the registers of a CPU with vectors
    /// of 256 bits.
    static boolean handles(Matrix w, int n) {
        return LANES == 16 && w.type() == TensorType.Q8_0 && n <= MOST_TOKENS;
    }

    /// `y[t, row] = W[row] · x[t]` for rows `from` … `to − 1` and all `n` token rows. The rows of a
    /// tile are a quarter of these apart, so that each is a long stream of memory.
    ///
    /// @param x panels of four token rows of `stride` values, see [VectorKernels]
    /// @param sums scratch: a tile's sums in lanes from [VectorKernels#ALIGN], then added
    static void rows(
            Matrix w, float[] x, int n, int stride, int from, int to, float[] sums, float[] y) {
        int quarter = (to - from + ROWS - 1) / ROWS;
        int out = VectorKernels.ALIGN + TILE * LANES;
        int[] rows = new int[ROWS];
        for (int i = from; i < from + quarter; i++) {
            for (int r = 0; r < ROWS; r++) {
                rows[r] = Math.min(to - 1, i + r * quarter);
            }
            for (int t = 0; t < n; t += TOKENS) {
                tile(w, rows, x, VectorKernels.ALIGN + t * stride, sums);
                Fold.each(sums, VectorKernels.ALIGN, LANES, sums, out, TILE);
                for (int k = 0; k < TOKENS && t + k < n; k++) {
                    for (int r = 0; r < ROWS; r++) {
                        y[(t + k) * w.rows() + rows[r]] = sums[out + r * TOKENS + k];
                    }
                }
            }
        }
    }

    private static void tile(Matrix w, int[] rows, float[] x, int xFrom, float[] sums) {
        MemorySegment data = w.data();
        int blocks = w.columns() / 32;
        long row0 = rows[0] * w.rowBytes();
        long row1 = rows[1] * w.rowBytes();
        long row2 = rows[2] * w.rowBytes();
        long row3 = rows[3] * w.rowBytes();
        FloatVector a00 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a01 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a02 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a03 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a10 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a11 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a12 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a13 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a20 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a21 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a22 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a23 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a30 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a31 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a32 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector a33 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        for (int b = 0; b < blocks; b++) {
            long block = b * 34L;
            FloatVector s0 = FloatVector.broadcast(F, BlockDot.scale(data, row0 + block));
            FloatVector s1 = FloatVector.broadcast(F, BlockDot.scale(data, row1 + block));
            FloatVector s2 = FloatVector.broadcast(F, BlockDot.scale(data, row2 + block));
            FloatVector s3 = FloatVector.broadcast(F, BlockDot.scale(data, row3 + block));
            int at = xFrom + b * 32 * TOKENS;
            FloatVector v0 =
                    ((FloatVector)
                                    ByteVector.fromMemorySegment(B, data, row0 + block + 2, LE)
                                            .convertShape(B2F, F, 0))
                            .mul(s0);
            FloatVector v1 =
                    ((FloatVector)
                                    ByteVector.fromMemorySegment(B, data, row1 + block + 2, LE)
                                            .convertShape(B2F, F, 0))
                            .mul(s1);
            FloatVector v2 =
                    ((FloatVector)
                                    ByteVector.fromMemorySegment(B, data, row2 + block + 2, LE)
                                            .convertShape(B2F, F, 0))
                            .mul(s2);
            FloatVector v3 =
                    ((FloatVector)
                                    ByteVector.fromMemorySegment(B, data, row3 + block + 2, LE)
                                            .convertShape(B2F, F, 0))
                            .mul(s3);
            FloatVector u = FloatVector.fromArray(F, x, at + 0 * LANES);
            a00 = v0.fma(u, a00);
            a10 = v1.fma(u, a10);
            a20 = v2.fma(u, a20);
            a30 = v3.fma(u, a30);
            u = FloatVector.fromArray(F, x, at + 1 * LANES);
            a01 = v0.fma(u, a01);
            a11 = v1.fma(u, a11);
            a21 = v2.fma(u, a21);
            a31 = v3.fma(u, a31);
            u = FloatVector.fromArray(F, x, at + 2 * LANES);
            a02 = v0.fma(u, a02);
            a12 = v1.fma(u, a12);
            a22 = v2.fma(u, a22);
            a32 = v3.fma(u, a32);
            u = FloatVector.fromArray(F, x, at + 3 * LANES);
            a03 = v0.fma(u, a03);
            a13 = v1.fma(u, a13);
            a23 = v2.fma(u, a23);
            a33 = v3.fma(u, a33);
            v0 =
                    ((FloatVector)
                                    ByteVector.fromMemorySegment(
                                                    B, data, row0 + block + 2 + LANES, LE)
                                            .convertShape(B2F, F, 0))
                            .mul(s0);
            v1 =
                    ((FloatVector)
                                    ByteVector.fromMemorySegment(
                                                    B, data, row1 + block + 2 + LANES, LE)
                                            .convertShape(B2F, F, 0))
                            .mul(s1);
            v2 =
                    ((FloatVector)
                                    ByteVector.fromMemorySegment(
                                                    B, data, row2 + block + 2 + LANES, LE)
                                            .convertShape(B2F, F, 0))
                            .mul(s2);
            v3 =
                    ((FloatVector)
                                    ByteVector.fromMemorySegment(
                                                    B, data, row3 + block + 2 + LANES, LE)
                                            .convertShape(B2F, F, 0))
                            .mul(s3);
            u = FloatVector.fromArray(F, x, at + 4 * LANES);
            a00 = v0.fma(u, a00);
            a10 = v1.fma(u, a10);
            a20 = v2.fma(u, a20);
            a30 = v3.fma(u, a30);
            u = FloatVector.fromArray(F, x, at + 5 * LANES);
            a01 = v0.fma(u, a01);
            a11 = v1.fma(u, a11);
            a21 = v2.fma(u, a21);
            a31 = v3.fma(u, a31);
            u = FloatVector.fromArray(F, x, at + 6 * LANES);
            a02 = v0.fma(u, a02);
            a12 = v1.fma(u, a12);
            a22 = v2.fma(u, a22);
            a32 = v3.fma(u, a32);
            u = FloatVector.fromArray(F, x, at + 7 * LANES);
            a03 = v0.fma(u, a03);
            a13 = v1.fma(u, a13);
            a23 = v2.fma(u, a23);
            a33 = v3.fma(u, a33);
        }
        a00.intoArray(sums, VectorKernels.ALIGN + 0 * LANES);
        a01.intoArray(sums, VectorKernels.ALIGN + 1 * LANES);
        a02.intoArray(sums, VectorKernels.ALIGN + 2 * LANES);
        a03.intoArray(sums, VectorKernels.ALIGN + 3 * LANES);
        a10.intoArray(sums, VectorKernels.ALIGN + 4 * LANES);
        a11.intoArray(sums, VectorKernels.ALIGN + 5 * LANES);
        a12.intoArray(sums, VectorKernels.ALIGN + 6 * LANES);
        a13.intoArray(sums, VectorKernels.ALIGN + 7 * LANES);
        a20.intoArray(sums, VectorKernels.ALIGN + 8 * LANES);
        a21.intoArray(sums, VectorKernels.ALIGN + 9 * LANES);
        a22.intoArray(sums, VectorKernels.ALIGN + 10 * LANES);
        a23.intoArray(sums, VectorKernels.ALIGN + 11 * LANES);
        a30.intoArray(sums, VectorKernels.ALIGN + 12 * LANES);
        a31.intoArray(sums, VectorKernels.ALIGN + 13 * LANES);
        a32.intoArray(sums, VectorKernels.ALIGN + 14 * LANES);
        a33.intoArray(sums, VectorKernels.ALIGN + 15 * LANES);
    }
}
