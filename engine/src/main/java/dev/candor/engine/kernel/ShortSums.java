package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;
import static dev.candor.engine.kernel.ShortDot.B;
import static dev.candor.engine.kernel.ShortDot.S;
import static dev.candor.engine.kernel.ShortDot.TILE;
import static dev.candor.engine.kernel.ShortDot.WIDE;
import static dev.candor.engine.kernel.VectorKernels.ALIGN;
import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.I;
import static dev.candor.engine.kernel.VectorKernels.LANES;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2S;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/// Sums of [ShortDot] times their scales, added to a tile of f32 sums, shape [8, GROUP]. In order,
/// for each row and token: `y = fma(sum, scale of the weights · scale of the token, y)`, then,
/// where weights have offsets, `y = fma(−offset, scale · Σ of the token's integers, y)`.
final class ShortSums {
    private static final int MAGNITUDE = 0x7fff0000;
    private static final int SIGN = 0x80000000;

    /// Of the sums in their array: behind 16 bytes of header, at a multiple of 64.
    static final int START = 24;

    private ShortSums() {}

    static void q4(
            float[] d, short[] sums, int[] starts, float[] scales, int xo, float[] y, int yo) {
        FloatVector d0 = FloatVector.fromArray(F, d, ALIGN);
        FloatVector d1 = FloatVector.fromArray(F, d, ALIGN + LANES);
        for (int t = 0; t < TILE; t++) {
            IntVector both =
                    ShortVector.fromArray(S, sums, START + t * GROUP)
                            .add(IntVector.broadcast(I, starts[xo + t]).reinterpretAsShorts())
                            .reinterpretAsInts();
            FloatVector s0 =
                    (FloatVector)
                            both.lanewise(LSHL, 16).lanewise(ASHR, 16).convertShape(I2F, F, 0);
            FloatVector s1 = (FloatVector) both.lanewise(ASHR, 16).convertShape(I2F, F, 0);
            float scale = scales[xo + t];
            int to = yo + t * GROUP;
            s0.fma(d0.mul(scale), FloatVector.fromArray(F, y, to)).intoArray(y, to);
            s1.fma(d1.mul(scale), FloatVector.fromArray(F, y, to + LANES)).intoArray(y, to + LANES);
        }
    }

    /// @param d of the block of 256, as [#f16] left them, like `o`
    /// @param part of its multipliers
    /// @param starts what is added to each sum, the tile's from `xo`
    /// @param offsets scale · Σ of each token
    static void q4WithGroups(
            byte[] w,
            float[] d,
            float[] o,
            int part,
            short[] sums,
            int[] starts,
            float[] scales,
            float[] offsets,
            int xo,
            float[] y,
            int yo) {
        IntVector m =
                ((ShortVector) ByteVector.fromArray(B, w, part).convertShape(ZERO_EXTEND_B2S, S, 0))
                        .reinterpretAsInts();
        FloatVector d0 =
                FloatVector.fromArray(F, d, ALIGN)
                        .mul((FloatVector) m.and(0xffff).convertShape(I2F, F, 0));
        FloatVector d1 =
                FloatVector.fromArray(F, d, ALIGN + LANES)
                        .mul((FloatVector) m.lanewise(LSHR, 16).convertShape(I2F, F, 0));
        m =
                ((ShortVector)
                                ByteVector.fromArray(B, w, part + GROUP)
                                        .convertShape(ZERO_EXTEND_B2S, S, 0))
                        .reinterpretAsInts();
        FloatVector o0 =
                FloatVector.fromArray(F, o, ALIGN)
                        .neg()
                        .mul((FloatVector) m.and(0xffff).convertShape(I2F, F, 0));
        FloatVector o1 =
                FloatVector.fromArray(F, o, ALIGN + LANES)
                        .neg()
                        .mul((FloatVector) m.lanewise(LSHR, 16).convertShape(I2F, F, 0));
        for (int t = 0; t < TILE; t++) {
            IntVector both =
                    ShortVector.fromArray(S, sums, START + t * GROUP)
                            .add(IntVector.broadcast(I, starts[xo + t]).reinterpretAsShorts())
                            .reinterpretAsInts();
            int start = starts[xo + t] >> 16;
            FloatVector s0 =
                    (FloatVector)
                            both.lanewise(LSHL, 16)
                                    .lanewise(ASHR, 16)
                                    .sub(start)
                                    .convertShape(I2F, F, 0);
            FloatVector s1 =
                    (FloatVector) both.lanewise(ASHR, 16).sub(start).convertShape(I2F, F, 0);
            float scale = scales[xo + t];
            FloatVector offset = FloatVector.broadcast(F, offsets[xo + t]);
            int to = yo + t * GROUP;
            o0.fma(offset, s0.fma(d0.mul(scale), FloatVector.fromArray(F, y, to))).intoArray(y, to);
            o1.fma(offset, s1.fma(d1.mul(scale), FloatVector.fromArray(F, y, to + LANES)))
                    .intoArray(y, to + LANES);
        }
    }

    /// @param sums of the first eight columns of a part, then of the others, as their starts from
    ///   `so`
    static void q6(
            byte[] w,
            float[] d,
            int part,
            short[] sums,
            int[] starts,
            int so,
            float[] scales,
            int xo,
            float[] y,
            int yo) {
        IntVector m =
                ((ShortVector)
                                ByteVector.fromArray(B, w, part)
                                        .convertShape(VectorOperators.B2S, S, 0))
                        .reinterpretAsInts();
        FloatVector d0 =
                FloatVector.fromArray(F, d, ALIGN)
                        .mul(
                                (FloatVector)
                                        m.lanewise(LSHL, 16)
                                                .lanewise(ASHR, 16)
                                                .convertShape(I2F, F, 0));
        FloatVector d1 =
                FloatVector.fromArray(F, d, ALIGN + LANES)
                        .mul((FloatVector) m.lanewise(ASHR, 16).convertShape(I2F, F, 0));
        for (int t = 0; t < TILE; t++) {
            IntVector a =
                    ShortVector.fromArray(S, sums, START + t * GROUP)
                            .add(IntVector.broadcast(I, starts[so + t]).reinterpretAsShorts())
                            .reinterpretAsInts();
            IntVector b =
                    ShortVector.fromArray(S, sums, START + (TILE + t) * GROUP)
                            .add(
                                    IntVector.broadcast(I, starts[so + TILE + t])
                                            .reinterpretAsShorts())
                            .reinterpretAsInts();
            FloatVector s0 =
                    (FloatVector)
                            a.lanewise(LSHL, 16)
                                    .lanewise(ASHR, 16)
                                    .add(b.lanewise(LSHL, 16).lanewise(ASHR, 16))
                                    .convertShape(I2F, F, 0);
            FloatVector s1 =
                    (FloatVector)
                            a.lanewise(ASHR, 16).add(b.lanewise(ASHR, 16)).convertShape(I2F, F, 0);
            float scale = scales[xo + t];
            int to = yo + t * GROUP;
            s0.fma(d0.mul(scale), FloatVector.fromArray(F, y, to)).intoArray(y, to);
            s1.fma(d1.mul(scale), FloatVector.fromArray(F, y, to + LANES)).intoArray(y, to + LANES);
        }
    }

    /// Writes a group's f16, which are finite, as f32 to `out` from `to` on. No step takes a
    /// subnormal number: a processor needs over a hundred cycles for one, and the scales of Q6_K
    /// mostly are.
    static void f16(byte[] w, int at, float[] out, int to) {
        IntVector high = ByteVector.fromArray(WIDE, w, at).reinterpretAsInts();
        IntVector low = high.lanewise(LSHL, 16);
        IntVector bits = low.and(MAGNITUDE).lanewise(LSHR, 3);
        bits.add(112 << 23)
                .blend(
                        bits.add(113 << 23).reinterpretAsFloats().sub(0x1p-14f).reinterpretAsInts(),
                        bits.lt(1 << 23))
                .or(low.and(SIGN))
                .reinterpretAsFloats()
                .intoArray(out, to);
        bits = high.and(MAGNITUDE).lanewise(LSHR, 3);
        bits.add(112 << 23)
                .blend(
                        bits.add(113 << 23).reinterpretAsFloats().sub(0x1p-14f).reinterpretAsInts(),
                        bits.lt(1 << 23))
                .or(high.and(SIGN))
                .reinterpretAsFloats()
                .intoArray(out, to + LANES);
    }
}
