package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;
import static dev.candor.engine.kernel.ShortDot.B;
import static dev.candor.engine.kernel.ShortDot.S;
import static dev.candor.engine.kernel.VectorKernels.ALIGN;
import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.I;
import static dev.candor.engine.kernel.VectorKernels.LANES;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/// What a tile of token rows and one group of [Interleaved] rows add up: integers by [ShortDot] or
/// [ShortDotOne], which this multiplies by their scales and adds in f32. In order, for each row and
/// token: `y = fma(sum, scale of the weights · scale of the token, y)`, then, where weights have
/// offsets, `y = fma(−offset, scale · Σ of the token's integers, y)`.
///
/// In each method: `at` is a block of weights, `part` the multipliers of the block's columns that
/// were summed, and the tile's values of `x` begin at `so` (starts) and `xo` (scales).
final class ShortSums {
    /// Where [#sums] begin: behind 16 bytes of header, at a multiple of 64.
    static final int START = 24;

    /// As many bytes as GROUP shorts.
    private static final VectorSpecies<Byte> WIDE = VectorSpecies.of(byte.class, F.vectorShape());

    private static final int MAGNITUDE = 0x7fff0000;
    private static final int SIGN = 0x80000000;

    /// Of integers, shape [tile, GROUP], or [2, tile, GROUP] of six bits.
    final short[] sums = new short[START + 2 * ShortDot.TILE * GROUP];

    /// Of products, shape [tile, GROUP] from [VectorKernels#ALIGN].
    final float[] y = new float[ALIGN + ShortDot.TILE * GROUP];

    /// Of the group's rows, as [#block] leaves them.
    private final float[] scales = new float[ALIGN + GROUP];

    private final float[] offsets = new float[ALIGN + GROUP];

    /// Begins a block of Q4_0 or Q6_K.
    void block(byte[] w, int at) {
        f16(w, at, scales);
    }

    /// Begins a block of Q4_K.
    void blockWithOffsets(byte[] w, int at) {
        f16(w, at, scales);
        f16(w, at + 2 * GROUP, offsets);
    }

    void q4(EightBitRows x, int xo, int tile) {
        FloatVector d0 = FloatVector.fromArray(F, scales, ALIGN);
        FloatVector d1 = FloatVector.fromArray(F, scales, ALIGN + LANES);
        for (int t = 0; t < tile; t++) {
            IntVector both =
                    ShortVector.fromArray(S, sums, START + t * GROUP)
                            .add(IntVector.broadcast(I, x.starts[xo + t]).reinterpretAsShorts())
                            .reinterpretAsInts();
            FloatVector s0 =
                    (FloatVector) both.lanewise(LSHL, 16).lanewise(ASHR, 16).convert(I2F, 0);
            FloatVector s1 = (FloatVector) both.lanewise(ASHR, 16).convert(I2F, 0);
            float scale = x.scales[xo + t];
            int to = ALIGN + t * GROUP;
            s0.fma(d0.mul(scale), FloatVector.fromArray(F, y, to)).intoArray(y, to);
            s1.fma(d1.mul(scale), FloatVector.fromArray(F, y, to + LANES)).intoArray(y, to + LANES);
        }
    }

    void q4WithGroups(byte[] w, int part, EightBitRows x, int xo, int tile) {
        IntVector m =
                ((ShortVector) ByteVector.fromArray(B, w, part).convertShape(B2S, S, 0))
                        .reinterpretAsInts();
        FloatVector d0 =
                FloatVector.fromArray(F, scales, ALIGN)
                        .mul((FloatVector) m.and(0xffff).convert(I2F, 0));
        FloatVector d1 =
                FloatVector.fromArray(F, scales, ALIGN + LANES)
                        .mul((FloatVector) m.lanewise(LSHR, 16).convert(I2F, 0));
        m =
                ((ShortVector) ByteVector.fromArray(B, w, part + GROUP).convertShape(B2S, S, 0))
                        .reinterpretAsInts();
        FloatVector o0 =
                FloatVector.fromArray(F, offsets, ALIGN)
                        .mul((FloatVector) m.and(0xffff).convert(I2F, 0))
                        .neg();
        FloatVector o1 =
                FloatVector.fromArray(F, offsets, ALIGN + LANES)
                        .mul((FloatVector) m.lanewise(LSHR, 16).convert(I2F, 0))
                        .neg();
        for (int t = 0; t < tile; t++) {
            int start = x.starts[xo + t];
            IntVector both =
                    ShortVector.fromArray(S, sums, START + t * GROUP)
                            .add(IntVector.broadcast(I, start).reinterpretAsShorts())
                            .reinterpretAsInts();
            int tokens = -(start >> 16); // 8 · Σ of the token's integers
            FloatVector s0 =
                    (FloatVector)
                            both.lanewise(LSHL, 16).lanewise(ASHR, 16).add(tokens).convert(I2F, 0);
            FloatVector s1 = (FloatVector) both.lanewise(ASHR, 16).add(tokens).convert(I2F, 0);
            float scale = x.scales[xo + t];
            FloatVector sum = FloatVector.broadcast(F, scale * (tokens / 8));
            int to = ALIGN + t * GROUP;
            o0.fma(sum, s0.fma(d0.mul(scale), FloatVector.fromArray(F, y, to))).intoArray(y, to);
            o1.fma(sum, s1.fma(d1.mul(scale), FloatVector.fromArray(F, y, to + LANES)))
                    .intoArray(y, to + LANES);
        }
    }

    void q6(byte[] w, int part, EightBitRows x, int so, int xo, int tile) {
        IntVector m =
                ((ShortVector) ByteVector.fromArray(B, w, part).convertShape(B2S, S, 0))
                        .reinterpretAsInts();
        FloatVector d0 =
                FloatVector.fromArray(F, scales, ALIGN)
                        .mul((FloatVector) m.lanewise(LSHL, 16).lanewise(ASHR, 16).convert(I2F, 0));
        FloatVector d1 =
                FloatVector.fromArray(F, scales, ALIGN + LANES)
                        .mul((FloatVector) m.lanewise(ASHR, 16).convert(I2F, 0));
        for (int t = 0; t < tile; t++) {
            IntVector a =
                    ShortVector.fromArray(S, sums, START + t * GROUP)
                            .add(IntVector.broadcast(I, x.starts[so + t]).reinterpretAsShorts())
                            .reinterpretAsInts();
            IntVector b =
                    ShortVector.fromArray(S, sums, START + (tile + t) * GROUP)
                            .add(
                                    IntVector.broadcast(I, x.starts[so + tile + t])
                                            .reinterpretAsShorts())
                            .reinterpretAsInts();
            FloatVector s0 =
                    (FloatVector)
                            a.lanewise(LSHL, 16)
                                    .lanewise(ASHR, 16)
                                    .add(b.lanewise(LSHL, 16).lanewise(ASHR, 16))
                                    .convert(I2F, 0);
            FloatVector s1 =
                    (FloatVector) a.lanewise(ASHR, 16).add(b.lanewise(ASHR, 16)).convert(I2F, 0);
            float scale = x.scales[xo + t];
            int to = ALIGN + t * GROUP;
            s0.fma(d0.mul(scale), FloatVector.fromArray(F, y, to)).intoArray(y, to);
            s1.fma(d1.mul(scale), FloatVector.fromArray(F, y, to + LANES)).intoArray(y, to + LANES);
        }
    }

    /// Writes a group's f16, which are finite, as f32. No step takes a subnormal number: a
    /// processor needs a hundred cycles for one, and the scales of Q6_K mostly are.
    private static void f16(byte[] w, int at, float[] out) {
        IntVector high = ByteVector.fromArray(WIDE, w, at).reinterpretAsInts();
        IntVector low = high.lanewise(LSHL, 16);
        IntVector bits = low.and(MAGNITUDE).lanewise(LSHR, 3);
        bits.add(112 << 23)
                .blend(
                        bits.add(113 << 23).reinterpretAsFloats().sub(0x1p-14f).reinterpretAsInts(),
                        bits.lt(1 << 23))
                .or(low.and(SIGN))
                .reinterpretAsFloats()
                .intoArray(out, ALIGN);
        bits = high.and(MAGNITUDE).lanewise(LSHR, 3);
        bits.add(112 << 23)
                .blend(
                        bits.add(113 << 23).reinterpretAsFloats().sub(0x1p-14f).reinterpretAsInts(),
                        bits.lt(1 << 23))
                .or(high.and(SIGN))
                .reinterpretAsFloats()
                .intoArray(out, ALIGN + LANES);
    }
}
