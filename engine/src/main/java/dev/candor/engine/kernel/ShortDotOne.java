package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;
import static dev.candor.engine.kernel.ShortDot.B;
import static dev.candor.engine.kernel.ShortDot.S;
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

/// Products of one group of [Interleaved] rows and one token row: what [ShortDot] and [ShortSums]
/// do for eight, in the same order and so to the same bits, without a stop between.
///
/// In each method: `at` is the group's first block, token rows lie in tiles of one, `first` is the
/// first 32 values of the row among those of all, and `y` has GROUP sums from `yo`, which are
/// continued; `d`, `o` and `sums` are scratch for scales, offsets and what is not scaled yet. No
/// vector lives from one turn of a loop to the next: the JIT put such a one on the heap in some
/// starts, at a tenth of the speed.
final class ShortDotOne {
    private ShortDotOne() {}

    static void q4(
            byte[] w,
            int at,
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
            four(w, block + 2 * GROUP, x.pairs, 32 * b, sums);
            ShortSums.f16(w, block, d);
            IntVector sum =
                    ShortVector.fromArray(S, sums, ShortSums.START)
                            .add(IntVector.broadcast(I, starts[b]).reinterpretAsShorts())
                            .reinterpretAsInts();
            FloatVector s0 =
                    (FloatVector) sum.lanewise(LSHL, 16).lanewise(ASHR, 16).convertShape(I2F, F, 0);
            FloatVector s1 = (FloatVector) sum.lanewise(ASHR, 16).convertShape(I2F, F, 0);
            s0.fma(
                            FloatVector.fromArray(F, d, ALIGN).mul(scales[b]),
                            FloatVector.fromArray(F, y, yo))
                    .intoArray(y, yo);
            s1.fma(
                            FloatVector.fromArray(F, d, ALIGN + LANES).mul(scales[b]),
                            FloatVector.fromArray(F, y, yo + LANES))
                    .intoArray(y, yo + LANES);
        }
    }

    static void q4WithGroups(
            byte[] w,
            int at,
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
            ShortSums.f16(w, block, d);
            ShortSums.f16(w, block + 2 * GROUP, o);
            int part = block + 4 * GROUP;
            int last = first + 8 * b + 8;
            for (int g = last - 8; g < last; g++, part += Interleaved.Q4_K_PART * GROUP) {
                four(w, part + 2 * GROUP, x.pairs, 32 * g, sums);
                int start = starts[g] >> 16;
                IntVector sum =
                        ShortVector.fromArray(S, sums, ShortSums.START)
                                .add(IntVector.broadcast(I, starts[g]).reinterpretAsShorts())
                                .reinterpretAsInts();
                FloatVector s0 =
                        (FloatVector)
                                sum.lanewise(LSHL, 16)
                                        .lanewise(ASHR, 16)
                                        .sub(start)
                                        .convertShape(I2F, F, 0);
                FloatVector s1 =
                        (FloatVector) sum.lanewise(ASHR, 16).sub(start).convertShape(I2F, F, 0);
                IntVector m =
                        ((ShortVector)
                                        ByteVector.fromArray(B, w, part)
                                                .convertShape(ZERO_EXTEND_B2S, S, 0))
                                .reinterpretAsInts();
                FloatVector m0 = (FloatVector) m.and(0xffff).convertShape(I2F, F, 0);
                FloatVector m1 = (FloatVector) m.lanewise(LSHR, 16).convertShape(I2F, F, 0);
                FloatVector y0 =
                        s0.fma(
                                FloatVector.fromArray(F, d, ALIGN).mul(m0).mul(scales[g]),
                                FloatVector.fromArray(F, y, yo));
                FloatVector y1 =
                        s1.fma(
                                FloatVector.fromArray(F, d, ALIGN + LANES).mul(m1).mul(scales[g]),
                                FloatVector.fromArray(F, y, yo + LANES));
                m =
                        ((ShortVector)
                                        ByteVector.fromArray(B, w, part + GROUP)
                                                .convertShape(ZERO_EXTEND_B2S, S, 0))
                                .reinterpretAsInts();
                FloatVector offset = FloatVector.broadcast(F, offsets[g]);
                m0 = (FloatVector) m.and(0xffff).convertShape(I2F, F, 0);
                m1 = (FloatVector) m.lanewise(LSHR, 16).convertShape(I2F, F, 0);
                FloatVector.fromArray(F, o, ALIGN).neg().mul(m0).fma(offset, y0).intoArray(y, yo);
                FloatVector.fromArray(F, o, ALIGN + LANES)
                        .neg()
                        .mul(m1)
                        .fma(offset, y1)
                        .intoArray(y, yo + LANES);
            }
        }
    }

    static void q6(
            byte[] w,
            int at,
            int blocks,
            EightBitRows x,
            int first,
            float[] d,
            short[] sums,
            float[] y,
            int yo) {
        int[] pairs = x.pairs;
        int[] starts = x.starts;
        float[] scales = x.scales;
        int block = at;
        for (int b = 0; b < blocks; b++, block += Interleaved.Q6_K_BLOCK * GROUP) {
            ShortSums.f16(w, block, d);
            int part = block + 2 * GROUP;
            int last = 2 * first + 16 * b + 16;
            for (int g = last - 16; g < last; g++, part += Interleaved.Q6_K_PART * GROUP) {
                six(w, part + GROUP, pairs, 16 * g, sums);
                ShortVector a0 = ShortVector.fromArray(S, sums, ShortSums.START);
                ShortVector a1 = ShortVector.fromArray(S, sums, ShortSums.START + GROUP);
                IntVector m =
                        ((ShortVector)
                                        ByteVector.fromArray(B, w, part)
                                                .convertShape(VectorOperators.B2S, S, 0))
                                .reinterpretAsInts();
                IntVector i0 =
                        a0.add(IntVector.broadcast(I, starts[2 * g]).reinterpretAsShorts())
                                .reinterpretAsInts();
                IntVector i1 =
                        a1.add(IntVector.broadcast(I, starts[2 * g + 1]).reinterpretAsShorts())
                                .reinterpretAsInts();
                FloatVector s0 =
                        (FloatVector)
                                i0.lanewise(LSHL, 16)
                                        .lanewise(ASHR, 16)
                                        .add(i1.lanewise(LSHL, 16).lanewise(ASHR, 16))
                                        .convertShape(I2F, F, 0);
                FloatVector s1 =
                        (FloatVector)
                                i0.lanewise(ASHR, 16)
                                        .add(i1.lanewise(ASHR, 16))
                                        .convertShape(I2F, F, 0);
                FloatVector m0 =
                        (FloatVector)
                                m.lanewise(LSHL, 16).lanewise(ASHR, 16).convertShape(I2F, F, 0);
                FloatVector m1 = (FloatVector) m.lanewise(ASHR, 16).convertShape(I2F, F, 0);
                s0.fma(
                                FloatVector.fromArray(F, d, ALIGN).mul(m0).mul(scales[g / 2]),
                                FloatVector.fromArray(F, y, yo))
                        .intoArray(y, yo);
                s1.fma(
                                FloatVector.fromArray(F, d, ALIGN + LANES)
                                        .mul(m1)
                                        .mul(scales[g / 2]),
                                FloatVector.fromArray(F, y, yo + LANES))
                        .intoArray(y, yo + LANES);
            }
        }
    }

    /// Thirty-two columns. In a method of its own, like [#six]: within more loops, the JIT put the
    /// sum on the heap in some starts.
    private static void four(byte[] w, int at, int[] pairs, int xo, short[] sums) {
        ShortVector a = ShortVector.fromArray(S, ShortDot.ZEROS, 0);
        int p = at;
        for (int k = xo; k < xo + 16; k += 4, p += 4 * GROUP) {
            ShortVector both;
            both = (ShortVector) ByteVector.fromArray(B, w, p).convertShape(ZERO_EXTEND_B2S, S, 0);
            a =
                    a.add(
                                    both.and((short) 15)
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k])
                                                            .reinterpretAsShorts()))
                            .add(
                                    both.lanewise(LSHR, 4)
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 16])
                                                            .reinterpretAsShorts()));
            both =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 1 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            a =
                    a.add(
                                    both.and((short) 15)
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 1])
                                                            .reinterpretAsShorts()))
                            .add(
                                    both.lanewise(LSHR, 4)
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 17])
                                                            .reinterpretAsShorts()));
            both =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 2 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            a =
                    a.add(
                                    both.and((short) 15)
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 2])
                                                            .reinterpretAsShorts()))
                            .add(
                                    both.lanewise(LSHR, 4)
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 18])
                                                            .reinterpretAsShorts()));
            both =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 3 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            a =
                    a.add(
                                    both.and((short) 15)
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 3])
                                                            .reinterpretAsShorts()))
                            .add(
                                    both.lanewise(LSHR, 4)
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 19])
                                                            .reinterpretAsShorts()));
        }
        a.intoArray(sums, ShortSums.START);
    }

    /// Sixteen columns. In a method of its own: within two more loops, the JIT put both sums on the
    /// heap in most starts.
    private static void six(byte[] w, int at, int[] pairs, int xo, short[] sums) {
        ShortVector a0 = ShortVector.fromArray(S, ShortDot.ZEROS, 0);
        ShortVector a1 = ShortVector.fromArray(S, ShortDot.ZEROS, 0);
        int p = at;
        for (int k = xo; k < xo + 4; k++, p += GROUP) {
            ShortVector upper =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 8 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector low0 =
                    (ShortVector) ByteVector.fromArray(B, w, p).convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector low1 =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 4 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            a0 =
                    a0.add(
                                    low0.and((short) 15)
                                            .or(upper.lanewise(LSHL, 4).and((short) 48))
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k])
                                                            .reinterpretAsShorts()))
                            .add(
                                    low1.and((short) 15)
                                            .or(upper.lanewise(LSHL, 2).and((short) 48))
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 4])
                                                            .reinterpretAsShorts()));
            a1 =
                    a1.add(
                                    low0.lanewise(LSHR, 4)
                                            .or(upper.and((short) 48))
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 8])
                                                            .reinterpretAsShorts()))
                            .add(
                                    low1.lanewise(LSHR, 4)
                                            .or(upper.lanewise(LSHR, 2).and((short) 48))
                                            .mul(
                                                    IntVector.broadcast(I, pairs[k + 12])
                                                            .reinterpretAsShorts()));
        }
        a0.intoArray(sums, ShortSums.START);
        a1.intoArray(sums, ShortSums.START + GROUP);
    }
}
