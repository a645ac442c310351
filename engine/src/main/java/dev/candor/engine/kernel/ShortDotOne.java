package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;
import static dev.candor.engine.kernel.ShortDot.B;
import static dev.candor.engine.kernel.ShortDot.S;
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

/// Products of two groups of [Interleaved] rows and one token row: what [ShortDot] and [ShortSums]
/// do for eight token rows and one group, in the same order and so to the same bits, without a stop
/// between. Of two groups, far apart, a processor reads two long streams, and a token's factors are
/// loaded once for both.
///
/// In each method that is not private: `at` is the first group's first block, the other's is
/// `second` bytes behind it; token rows lie in tiles of one, `first` is the first 32 values of the
/// row among those of all, and `y` has 2 GROUP sums from `yo`, which are continued; `d`, `o` and
/// `sums` are scratch for scales, offsets and what is not scaled yet. No vector lives across a
/// call: the JIT put such a one on the heap in some starts, at a tenth of the speed.
final class ShortDotOne {
    /// First bits of fields, see [Packing]. From arrays: of constants, the JIT makes a register for
    /// each shift of shorts.
    private static final int[] FOUR_SHIFTS = {4, 8, 12};

    private static final int[] SIX_SHIFTS = {6, 12, 14};

    private ShortDotOne() {}

    static void q4(
            byte[] w,
            int at,
            int second,
            int blocks,
            EightBitRows x,
            int first,
            float[] d,
            short[] sums,
            float[] y,
            int yo) {
        int[] starts = x.starts;
        float[] scales = x.scales;
        int block = at;
        for (int b = first; b < first + blocks; b++, block += Interleaved.Q4_0_BLOCK * GROUP) {
            int other = block + second;
            four(w, block + 2 * GROUP, other + 2 * GROUP, x.pairs, 32 * b, sums);
            ShortSums.f16(w, block, d, ALIGN);
            ShortSums.f16(w, other, d, ALIGN + GROUP);
            for (int r = 0; r < 2 * GROUP; r += GROUP) {
                IntVector sum =
                        ShortVector.fromArray(S, sums, ShortSums.START + r)
                                .add(IntVector.broadcast(I, starts[b]).reinterpretAsShorts())
                                .reinterpretAsInts();
                FloatVector s0 =
                        (FloatVector)
                                sum.lanewise(LSHL, 16).lanewise(ASHR, 16).convertShape(I2F, F, 0);
                FloatVector s1 = (FloatVector) sum.lanewise(ASHR, 16).convertShape(I2F, F, 0);
                s0.fma(
                                FloatVector.fromArray(F, d, ALIGN + r).mul(scales[b]),
                                FloatVector.fromArray(F, y, yo + r))
                        .intoArray(y, yo + r);
                s1.fma(
                                FloatVector.fromArray(F, d, ALIGN + r + LANES).mul(scales[b]),
                                FloatVector.fromArray(F, y, yo + r + LANES))
                        .intoArray(y, yo + r + LANES);
            }
        }
    }

    static void q4WithGroups(
            byte[] w,
            int at,
            int second,
            int blocks,
            EightBitRows x,
            int first,
            float[] d,
            float[] o,
            short[] sums,
            float[] y,
            int yo) {
        int[] starts = x.starts;
        float[] scales = x.scales;
        float[] offsets = x.sums;
        int block = at;
        for (int b = 0; b < blocks; b++, block += Interleaved.Q4_K_BLOCK * GROUP) {
            ShortSums.f16(w, block, d, ALIGN);
            ShortSums.f16(w, block + second, d, ALIGN + GROUP);
            ShortSums.f16(w, block + 2 * GROUP, o, ALIGN);
            ShortSums.f16(w, block + 2 * GROUP + second, o, ALIGN + GROUP);
            int part = block + 4 * GROUP;
            int last = first + 8 * b + 8;
            for (int g = last - 8; g < last; g++, part += Interleaved.Q4_K_PART * GROUP) {
                four(w, part + 2 * GROUP, part + 2 * GROUP + second, x.pairs, 32 * g, sums);
                withOffsets(
                        w,
                        part,
                        sums,
                        ShortSums.START,
                        starts[g],
                        scales[g],
                        offsets[g],
                        d,
                        o,
                        ALIGN,
                        y,
                        yo);
                withOffsets(
                        w,
                        part + second,
                        sums,
                        ShortSums.START + GROUP,
                        starts[g],
                        scales[g],
                        offsets[g],
                        d,
                        o,
                        ALIGN + GROUP,
                        y,
                        yo + GROUP);
            }
        }
    }

    private static void withOffsets(
            byte[] w,
            int part,
            short[] sums,
            int so,
            int pair,
            float scale,
            float offset,
            float[] d,
            float[] o,
            int scaleAt,
            float[] y,
            int yo) {
        int start = pair >> 16;
        IntVector sum =
                ShortVector.fromArray(S, sums, so)
                        .add(IntVector.broadcast(I, pair).reinterpretAsShorts())
                        .reinterpretAsInts();
        FloatVector s0 =
                (FloatVector)
                        sum.lanewise(LSHL, 16)
                                .lanewise(ASHR, 16)
                                .sub(start)
                                .convertShape(I2F, F, 0);
        FloatVector s1 = (FloatVector) sum.lanewise(ASHR, 16).sub(start).convertShape(I2F, F, 0);
        IntVector m =
                ((ShortVector) ByteVector.fromArray(B, w, part).convertShape(ZERO_EXTEND_B2S, S, 0))
                        .reinterpretAsInts();
        FloatVector m0 = (FloatVector) m.and(0xffff).convertShape(I2F, F, 0);
        FloatVector m1 = (FloatVector) m.lanewise(LSHR, 16).convertShape(I2F, F, 0);
        FloatVector y0 =
                s0.fma(
                        FloatVector.fromArray(F, d, scaleAt).mul(m0).mul(scale),
                        FloatVector.fromArray(F, y, yo));
        FloatVector y1 =
                s1.fma(
                        FloatVector.fromArray(F, d, scaleAt + LANES).mul(m1).mul(scale),
                        FloatVector.fromArray(F, y, yo + LANES));
        m =
                ((ShortVector)
                                ByteVector.fromArray(B, w, part + GROUP)
                                        .convertShape(ZERO_EXTEND_B2S, S, 0))
                        .reinterpretAsInts();
        m0 = (FloatVector) m.and(0xffff).convertShape(I2F, F, 0);
        m1 = (FloatVector) m.lanewise(LSHR, 16).convertShape(I2F, F, 0);
        FloatVector.fromArray(F, o, scaleAt)
                .neg()
                .mul(m0)
                .fma(FloatVector.broadcast(F, offset), y0)
                .intoArray(y, yo);
        FloatVector.fromArray(F, o, scaleAt + LANES)
                .neg()
                .mul(m1)
                .fma(FloatVector.broadcast(F, offset), y1)
                .intoArray(y, yo + LANES);
    }

    static void q6(
            byte[] w,
            int at,
            int second,
            int blocks,
            EightBitRows x,
            int first,
            float[] d,
            short[] sums,
            float[] y,
            int yo) {
        int[] factors = x.pairs;
        int[] starts = x.starts;
        float[] scales = x.scales;
        int block = at;
        for (int b = 0; b < blocks; b++, block += Interleaved.Q6_K_BLOCK * GROUP) {
            ShortSums.f16(w, block, d, ALIGN);
            ShortSums.f16(w, block + second, d, ALIGN + GROUP);
            int part = block + 18 * GROUP;
            int m = block + 2 * GROUP;
            int last = 2 * first + 16 * b + 16;
            for (int g = last - 16;
                    g < last;
                    g++, part += Interleaved.Q6_K_PART * GROUP, m += GROUP) {
                six(w, part, part + second, factors, 20 * g, sums);
                sixteen(
                        w,
                        m,
                        sums,
                        ShortSums.START,
                        starts[2 * g],
                        starts[2 * g + 1],
                        scales[g / 2],
                        d,
                        ALIGN,
                        y,
                        yo);
                sixteen(
                        w,
                        m + second,
                        sums,
                        ShortSums.START + 2 * GROUP,
                        starts[2 * g],
                        starts[2 * g + 1],
                        scales[g / 2],
                        d,
                        ALIGN + GROUP,
                        y,
                        yo + GROUP);
            }
        }
    }

    private static void sixteen(
            byte[] w,
            int part,
            short[] sums,
            int so,
            int start0,
            int start1,
            float scale,
            float[] d,
            int scaleAt,
            float[] y,
            int yo) {
        IntVector m =
                ((ShortVector)
                                ByteVector.fromArray(B, w, part)
                                        .convertShape(VectorOperators.B2S, S, 0))
                        .reinterpretAsInts();
        IntVector i0 =
                ShortVector.fromArray(S, sums, so)
                        .add(IntVector.broadcast(I, start0).reinterpretAsShorts())
                        .reinterpretAsInts();
        IntVector i1 =
                ShortVector.fromArray(S, sums, so + GROUP)
                        .add(IntVector.broadcast(I, start1).reinterpretAsShorts())
                        .reinterpretAsInts();
        FloatVector s0 =
                (FloatVector)
                        i0.lanewise(LSHL, 16)
                                .lanewise(ASHR, 16)
                                .add(i1.lanewise(LSHL, 16).lanewise(ASHR, 16))
                                .convertShape(I2F, F, 0);
        FloatVector s1 =
                (FloatVector)
                        i0.lanewise(ASHR, 16).add(i1.lanewise(ASHR, 16)).convertShape(I2F, F, 0);
        FloatVector m0 =
                (FloatVector) m.lanewise(LSHL, 16).lanewise(ASHR, 16).convertShape(I2F, F, 0);
        FloatVector m1 = (FloatVector) m.lanewise(ASHR, 16).convertShape(I2F, F, 0);
        s0.fma(
                        FloatVector.fromArray(F, d, scaleAt).mul(m0).mul(scale),
                        FloatVector.fromArray(F, y, yo))
                .intoArray(y, yo);
        s1.fma(
                        FloatVector.fromArray(F, d, scaleAt + LANES).mul(m1).mul(scale),
                        FloatVector.fromArray(F, y, yo + LANES))
                .intoArray(y, yo + LANES);
    }

    /// Thirty-two columns. In a method of its own, like [#six]: within more loops, the JIT put sums
    /// on the heap in some starts.
    private static void four(byte[] w, int at, int second, int[] factors, int xo, short[] sums) {
        int s1 = FOUR_SHIFTS[0];
        int s2 = FOUR_SHIFTS[1];
        int s3 = FOUR_SHIFTS[2];
        ShortVector a = ShortVector.fromArray(S, ShortDot.ZEROS, 0);
        ShortVector b = ShortVector.fromArray(S, ShortDot.ZEROS, 0);
        int p = at;
        int q = second;
        for (int k = xo; k < xo + 32; k += 4, p += 2 * GROUP, q += 2 * GROUP) {
            ShortVector x0 = IntVector.broadcast(I, factors[k]).reinterpretAsShorts();
            ShortVector x1 = IntVector.broadcast(I, factors[k + 1]).reinterpretAsShorts();
            ShortVector x2 = IntVector.broadcast(I, factors[k + 2]).reinterpretAsShorts();
            ShortVector x3 = IntVector.broadcast(I, factors[k + 3]).reinterpretAsShorts();
            ShortVector v = ByteVector.fromArray(WIDE, w, p).reinterpretAsShorts();
            a =
                    a.add(
                            v.mul(x0)
                                    .add(v.lanewise(LSHR, s1).mul(x1))
                                    .add(
                                            v.lanewise(LSHR, s2)
                                                    .mul(x2)
                                                    .add(v.lanewise(LSHR, s3).mul(x3))));
            v = ByteVector.fromArray(WIDE, w, q).reinterpretAsShorts();
            b =
                    b.add(
                            v.mul(x0)
                                    .add(v.lanewise(LSHR, s1).mul(x1))
                                    .add(
                                            v.lanewise(LSHR, s2)
                                                    .mul(x2)
                                                    .add(v.lanewise(LSHR, s3).mul(x3))));
        }
        a.intoArray(sums, ShortSums.START);
        b.intoArray(sums, ShortSums.START + GROUP);
    }

    /// Sixteen columns.
    private static void six(byte[] w, int at, int second, int[] factors, int xo, short[] sums) {
        int s1 = SIX_SHIFTS[0];
        int s2 = SIX_SHIFTS[1];
        int s3 = SIX_SHIFTS[2];
        int p = at;
        int q = second;
        int to = ShortSums.START;
        for (int k = xo; k < xo + 20; k += 10, p += 6 * GROUP, q += 6 * GROUP, to += GROUP) {
            ShortVector x0 = IntVector.broadcast(I, factors[k + 0]).reinterpretAsShorts();
            ShortVector x1 = IntVector.broadcast(I, factors[k + 1]).reinterpretAsShorts();
            ShortVector x2 = IntVector.broadcast(I, factors[k + 2]).reinterpretAsShorts();
            ShortVector x3 = IntVector.broadcast(I, factors[k + 3]).reinterpretAsShorts();
            ShortVector x4 = IntVector.broadcast(I, factors[k + 4]).reinterpretAsShorts();
            ShortVector x5 = IntVector.broadcast(I, factors[k + 5]).reinterpretAsShorts();
            ShortVector x6 = IntVector.broadcast(I, factors[k + 6]).reinterpretAsShorts();
            ShortVector x7 = IntVector.broadcast(I, factors[k + 7]).reinterpretAsShorts();
            ShortVector x8 = IntVector.broadcast(I, factors[k + 8]).reinterpretAsShorts();
            ShortVector x9 = IntVector.broadcast(I, factors[k + 9]).reinterpretAsShorts();
            ShortVector a0 = ByteVector.fromArray(WIDE, w, p).reinterpretAsShorts();
            ShortVector a1 = ByteVector.fromArray(WIDE, w, p + 2 * GROUP).reinterpretAsShorts();
            ShortVector a2 = ByteVector.fromArray(WIDE, w, p + 4 * GROUP).reinterpretAsShorts();
            a0.mul(x0)
                    .add(a0.lanewise(LSHR, s1).mul(x1))
                    .add(a0.lanewise(LSHR, s2).mul(x2))
                    .add(
                            a1.mul(x3)
                                    .add(a1.lanewise(LSHR, s1).mul(x4))
                                    .add(a1.lanewise(LSHR, s2).mul(x5))
                                    .add(a1.lanewise(LSHR, s3).mul(x6)))
                    .add(
                            a2.mul(x7)
                                    .add(a2.lanewise(LSHR, s1).mul(x8))
                                    .add(a2.lanewise(LSHR, s2).mul(x9)))
                    .intoArray(sums, to);
            ShortVector b0 = ByteVector.fromArray(WIDE, w, q).reinterpretAsShorts();
            ShortVector b1 = ByteVector.fromArray(WIDE, w, q + 2 * GROUP).reinterpretAsShorts();
            ShortVector b2 = ByteVector.fromArray(WIDE, w, q + 4 * GROUP).reinterpretAsShorts();
            b0.mul(x0)
                    .add(b0.lanewise(LSHR, s1).mul(x1))
                    .add(b0.lanewise(LSHR, s2).mul(x2))
                    .add(
                            b1.mul(x3)
                                    .add(b1.lanewise(LSHR, s1).mul(x4))
                                    .add(b1.lanewise(LSHR, s2).mul(x5))
                                    .add(b1.lanewise(LSHR, s3).mul(x6)))
                    .add(
                            b2.mul(x7)
                                    .add(b2.lanewise(LSHR, s1).mul(x8))
                                    .add(b2.lanewise(LSHR, s2).mul(x9)))
                    .intoArray(sums, to + 2 * GROUP);
        }
    }
}
