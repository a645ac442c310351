package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.LANES;
import static jdk.incubator.vector.VectorOperators.B2F;

import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Reads quantised blocks straight from the mapped file: to f32 in a tile, or multiplied with one
/// token row on the way. f16 scale times int8 or int4 is exact in f32, so both ways see the same
/// weights and, adding in the same order, give the same bits.
final class BlockDot {
    static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LE);

    /// As many bytes as F has lanes; there is no such shape below 8 lanes.
    private static final boolean WIDE = LANES == 8 || LANES == 16;

    static final VectorSpecies<Byte> B =
            VectorSpecies.of(
                    byte.class, WIDE ? VectorShape.forBitSize(LANES * 8) : VectorShape.S_64_BIT);

    private BlockDot() {}

    /// Whether [#rows] reads this matrix.
    static boolean handles(Matrix w) {
        return isDirect(w) || Unpacked.handles(w);
    }

    private static boolean isDirect(Matrix w) {
        return WIDE && (w.type() == TensorType.Q8_0 || w.type() == TensorType.Q4_0);
    }

    /// Of the block of Q8_0 or Q4_0 at byte `block`.
    static float scale(MemorySegment data, long block) {
        return Float.float16ToFloat(data.get(SHORT, block));
    }

    /// `y[row] = W[row] · x` for rows `from` … `to − 1`; x lies from `xFrom` on.
    static void rows(Matrix w, float[] x, int xFrom, int from, int to, float[] y) {
        if (!isDirect(w)) {
            UnpackedDot.rows(w, x, xFrom, from, to, y);
            return;
        }
        int blocks = w.columns() / 32;
        if (w.type() == TensorType.Q8_0) {
            int half = (to - from) / 2;
            for (int row = from; row < from + half; row++) {
                q8(w, row, row + half, blocks, x, xFrom, y);
            }
            if (from + 2 * half < to) {
                q8(w, to - 1, to - 1, blocks, x, xFrom, y);
            }
            return;
        }
        int row = from;
        for (; row + 4 <= to; row += 4) {
            q4(w.data(), row * w.rowBytes(), w.rowBytes(), blocks, x, xFrom, y, row);
        }
        if (row < to) {
            float[] last = new float[4];
            for (; row < to; row++) {
                // The same row four times: the stride is 0.
                q4(w.data(), row * w.rowBytes(), 0, blocks, x, xFrom, last, 0);
                y[row] = last[0];
            }
        }
    }

    /// Two rows at once, since a single sum would wait for each of its additions; far apart, so
    /// that each is one stream of memory that goes on with the next row. Of rows that lie side by
    /// side a CPU reads ahead too late: from memory, four ran at two thirds of the speed of one
    /// (AMD EPYC). Straight-line: the JIT does not unroll a loop of this size.
    private static void q8(
            Matrix w, int row0, int row1, int blocks, float[] x, int xFrom, float[] y) {
        MemorySegment data = w.data();
        long start0 = row0 * w.rowBytes();
        long start1 = row1 * w.rowBytes();
        FloatVector sum0 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector sum1 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector v;
        FloatVector u;
        for (int b = 0; b < blocks; b++) {
            int at = xFrom + b * 32;
            long block0 = start0 + b * 34L;
            long block1 = start1 + b * 34L;
            FloatVector s0 = FloatVector.broadcast(F, scale(data, block0));
            FloatVector s1 = FloatVector.broadcast(F, scale(data, block1));
            u = FloatVector.fromArray(F, x, at);
            v =
                    (FloatVector)
                            ByteVector.fromMemorySegment(B, data, block0 + 2, LE)
                                    .convertShape(B2F, F, 0);
            sum0 = v.mul(s0).fma(u, sum0);
            v =
                    (FloatVector)
                            ByteVector.fromMemorySegment(B, data, block1 + 2, LE)
                                    .convertShape(B2F, F, 0);
            sum1 = v.mul(s1).fma(u, sum1);
            u = FloatVector.fromArray(F, x, at + LANES);
            v =
                    (FloatVector)
                            ByteVector.fromMemorySegment(B, data, block0 + 2 + LANES, LE)
                                    .convertShape(B2F, F, 0);
            sum0 = v.mul(s0).fma(u, sum0);
            v =
                    (FloatVector)
                            ByteVector.fromMemorySegment(B, data, block1 + 2 + LANES, LE)
                                    .convertShape(B2F, F, 0);
            sum1 = v.mul(s1).fma(u, sum1);
            if (LANES == 8) {
                u = FloatVector.fromArray(F, x, at + 16);
                v =
                        (FloatVector)
                                ByteVector.fromMemorySegment(B, data, block0 + 2 + 16, LE)
                                        .convertShape(B2F, F, 0);
                sum0 = v.mul(s0).fma(u, sum0);
                v =
                        (FloatVector)
                                ByteVector.fromMemorySegment(B, data, block1 + 2 + 16, LE)
                                        .convertShape(B2F, F, 0);
                sum1 = v.mul(s1).fma(u, sum1);
                u = FloatVector.fromArray(F, x, at + 24);
                v =
                        (FloatVector)
                                ByteVector.fromMemorySegment(B, data, block0 + 2 + 24, LE)
                                        .convertShape(B2F, F, 0);
                sum0 = v.mul(s0).fma(u, sum0);
                v =
                        (FloatVector)
                                ByteVector.fromMemorySegment(B, data, block1 + 2 + 24, LE)
                                        .convertShape(B2F, F, 0);
                sum1 = v.mul(s1).fma(u, sum1);
            }
        }
        y[row0] = Fold.one(sum0);
        y[row1] = Fold.one(sum1);
    }

    private static void q4(
            MemorySegment data,
            long start,
            long stride,
            int blocks,
            float[] x,
            int xFrom,
            float[] y,
            int yFrom) {
        FloatVector sum0 = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        FloatVector v;
        ByteVector both;
        for (int b = 0; b < blocks; b++) {
            long block0 = start + b * 18L;
            long block1 = block0 + stride;
            long block2 = block1 + stride;
            long block3 = block2 + stride;
            FloatVector s0 = FloatVector.broadcast(F, scale(data, block0));
            FloatVector s1 = FloatVector.broadcast(F, scale(data, block1));
            FloatVector s2 = FloatVector.broadcast(F, scale(data, block2));
            FloatVector s3 = FloatVector.broadcast(F, scale(data, block3));
            int at = xFrom + b * 32;
            for (int i = 0; i < 16; i += LANES) {
                FloatVector u = FloatVector.fromArray(F, x, at + i);
                both = ByteVector.fromMemorySegment(B, data, block0 + 2 + i, LE);
                v = (FloatVector) both.and((byte) 15).sub((byte) 8).convertShape(B2F, F, 0);
                sum0 = v.mul(s0).fma(u, sum0);
                both = ByteVector.fromMemorySegment(B, data, block1 + 2 + i, LE);
                v = (FloatVector) both.and((byte) 15).sub((byte) 8).convertShape(B2F, F, 0);
                sum1 = v.mul(s1).fma(u, sum1);
                both = ByteVector.fromMemorySegment(B, data, block2 + 2 + i, LE);
                v = (FloatVector) both.and((byte) 15).sub((byte) 8).convertShape(B2F, F, 0);
                sum2 = v.mul(s2).fma(u, sum2);
                both = ByteVector.fromMemorySegment(B, data, block3 + 2 + i, LE);
                v = (FloatVector) both.and((byte) 15).sub((byte) 8).convertShape(B2F, F, 0);
                sum3 = v.mul(s3).fma(u, sum3);
            }
            for (int i = 0; i < 16; i += LANES) {
                FloatVector u = FloatVector.fromArray(F, x, at + 16 + i);
                both = ByteVector.fromMemorySegment(B, data, block0 + 2 + i, LE);
                v =
                        (FloatVector)
                                both.lanewise(VectorOperators.LSHR, 4)
                                        .sub((byte) 8)
                                        .convertShape(B2F, F, 0);
                sum0 = v.mul(s0).fma(u, sum0);
                both = ByteVector.fromMemorySegment(B, data, block1 + 2 + i, LE);
                v =
                        (FloatVector)
                                both.lanewise(VectorOperators.LSHR, 4)
                                        .sub((byte) 8)
                                        .convertShape(B2F, F, 0);
                sum1 = v.mul(s1).fma(u, sum1);
                both = ByteVector.fromMemorySegment(B, data, block2 + 2 + i, LE);
                v =
                        (FloatVector)
                                both.lanewise(VectorOperators.LSHR, 4)
                                        .sub((byte) 8)
                                        .convertShape(B2F, F, 0);
                sum2 = v.mul(s2).fma(u, sum2);
                both = ByteVector.fromMemorySegment(B, data, block3 + 2 + i, LE);
                v =
                        (FloatVector)
                                both.lanewise(VectorOperators.LSHR, 4)
                                        .sub((byte) 8)
                                        .convertShape(B2F, F, 0);
                sum3 = v.mul(s3).fma(u, sum3);
            }
        }
        y[yFrom] = Fold.one(sum0);
        y[yFrom + 1] = Fold.one(sum1);
        y[yFrom + 2] = Fold.one(sum2);
        y[yFrom + 3] = Fold.one(sum3);
    }

    /// To f32, contiguous.
    static void decode(
            Matrix w, int row, int from, int n, float[] out, int outFrom, Unpacked unpacked) {
        if (handles(w)) {
            decode(w, row, from, n, out, outFrom, LANES, unpacked);
        } else {
            BlockDecoder.decode(w, row, from, n, out, outFrom);
        }
    }

    /// To f32, each vector `step` values behind the one before, if [#handles] says so.
    static void decode(
            Matrix w,
            int row,
            int from,
            int n,
            float[] out,
            int outFrom,
            int step,
            Unpacked unpacked) {
        long start = row * w.rowBytes() + w.type().rowBytes(from);
        switch (w.type()) {
            case Q8_0 -> decodeQ8(w.data(), start, n / 32, out, outFrom, step);
            case Q4_0 -> decodeQ4(w.data(), start, n / 32, out, outFrom, step);
            default -> UnpackedDot.decode(w, row, from, n, out, outFrom, step, unpacked);
        }
    }

    private static void decodeQ8(
            MemorySegment data, long start, int blocks, float[] out, int outFrom, int step) {
        int at = outFrom;
        for (int b = 0; b < blocks; b++) {
            long block = start + b * 34L;
            FloatVector s = FloatVector.broadcast(F, scale(data, block));
            for (int i = 0; i < 32; i += LANES, at += step) {
                ((FloatVector)
                                ByteVector.fromMemorySegment(B, data, block + 2 + i, LE)
                                        .convertShape(B2F, F, 0))
                        .mul(s)
                        .intoArray(out, at);
            }
        }
    }

    private static void decodeQ4(
            MemorySegment data, long start, int blocks, float[] out, int outFrom, int step) {
        int half = 16 / LANES * step;
        for (int b = 0; b < blocks; b++) {
            long block = start + b * 18L;
            int at = outFrom + 2 * b * half;
            FloatVector s = FloatVector.broadcast(F, scale(data, block));
            for (int i = 0; i < 16; i += LANES, at += step) {
                ByteVector both = ByteVector.fromMemorySegment(B, data, block + 2 + i, LE);
                ((FloatVector) both.and((byte) 15).sub((byte) 8).convertShape(B2F, F, 0))
                        .mul(s)
                        .intoArray(out, at);
                ((FloatVector)
                                both.lanewise(VectorOperators.LSHR, 4)
                                        .sub((byte) 8)
                                        .convertShape(B2F, F, 0))
                        .mul(s)
                        .intoArray(out, at + half);
            }
        }
    }
}
