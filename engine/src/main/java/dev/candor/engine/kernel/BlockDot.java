package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.LANES;

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
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LE);

    /// As many bytes as F has lanes; there is no such shape below 8 lanes.
    private static final boolean WIDE = LANES == 8 || LANES == 16;

    private static final VectorSpecies<Byte> B =
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

    private static FloatVector values(ByteVector bytes) {
        return (FloatVector) bytes.convertShape(VectorOperators.B2F, F, 0);
    }

    private static float scale(MemorySegment data, long block) {
        return Float.float16ToFloat(data.get(SHORT, block));
    }

    /// `y[row] = W[row] · x` for rows `from` … `to − 1`; x lies from `xFrom` on.
    static void rows(Matrix w, float[] x, int xFrom, int from, int to, float[] y) {
        if (!isDirect(w)) {
            UnpackedDot.rows(w, x, xFrom, from, to, y);
            return;
        }
        int blocks = w.columns() / 32;
        for (int row = from; row < to; row++) {
            long start = row * w.rowBytes();
            y[row] =
                    w.type() == TensorType.Q8_0
                            ? q8(w.data(), start, blocks, x, xFrom)
                            : q4(w.data(), start, blocks, x, xFrom);
        }
    }

    private static float q8(MemorySegment data, long start, int blocks, float[] x, int xFrom) {
        FloatVector sum = FloatVector.zero(F);
        for (int b = 0; b < blocks; b++) {
            long block = start + b * 34L;
            FloatVector s = FloatVector.broadcast(F, scale(data, block));
            for (int i = 0; i < 32; i += LANES) {
                FloatVector v =
                        values(ByteVector.fromMemorySegment(B, data, block + 2 + i, LE)).mul(s);
                sum = v.fma(FloatVector.fromArray(F, x, xFrom + b * 32 + i), sum);
            }
        }
        return VectorKernels.reduce(sum);
    }

    private static float q4(MemorySegment data, long start, int blocks, float[] x, int xFrom) {
        FloatVector sum = FloatVector.zero(F);
        for (int b = 0; b < blocks; b++) {
            long block = start + b * 18L;
            int at = xFrom + b * 32;
            FloatVector s = FloatVector.broadcast(F, scale(data, block));
            for (int i = 0; i < 16; i += LANES) {
                ByteVector both = ByteVector.fromMemorySegment(B, data, block + 2 + i, LE);
                FloatVector v = values(both.and((byte) 15).sub((byte) 8)).mul(s);
                sum = v.fma(FloatVector.fromArray(F, x, at + i), sum);
            }
            for (int i = 0; i < 16; i += LANES) {
                ByteVector both = ByteVector.fromMemorySegment(B, data, block + 2 + i, LE);
                FloatVector v = values(both.lanewise(VectorOperators.LSHR, 4).sub((byte) 8)).mul(s);
                sum = v.fma(FloatVector.fromArray(F, x, at + 16 + i), sum);
            }
        }
        return VectorKernels.reduce(sum);
    }

    static void decode(
            Matrix w, int row, int from, int n, float[] out, int outFrom, Unpacked unpacked) {
        if (Unpacked.handles(w)) {
            UnpackedDot.decode(w, row, from, n, out, outFrom, unpacked);
            return;
        }
        if (!isDirect(w)) {
            BlockDecoder.decode(w, row, from, n, out, outFrom);
            return;
        }
        MemorySegment data = w.data();
        long start = row * w.rowBytes() + w.type().rowBytes(from);
        int blocks = n / 32;
        if (w.type() == TensorType.Q8_0) {
            for (int b = 0; b < blocks; b++) {
                long block = start + b * 34L;
                FloatVector s = FloatVector.broadcast(F, scale(data, block));
                for (int i = 0; i < 32; i += LANES) {
                    values(ByteVector.fromMemorySegment(B, data, block + 2 + i, LE))
                            .mul(s)
                            .intoArray(out, outFrom + b * 32 + i);
                }
            }
        } else {
            for (int b = 0; b < blocks; b++) {
                long block = start + b * 18L;
                int at = outFrom + b * 32;
                FloatVector s = FloatVector.broadcast(F, scale(data, block));
                for (int i = 0; i < 16; i += LANES) {
                    ByteVector both = ByteVector.fromMemorySegment(B, data, block + 2 + i, LE);
                    values(both.and((byte) 15).sub((byte) 8)).mul(s).intoArray(out, at + i);
                    values(both.lanewise(VectorOperators.LSHR, 4).sub((byte) 8))
                            .mul(s)
                            .intoArray(out, at + 16 + i);
                }
            }
        }
    }
}
