package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;
import static dev.candor.engine.kernel.ShortDot.B;
import static dev.candor.engine.kernel.ShortDot.S;
import static dev.candor.engine.kernel.ShortDot.ZEROS;
import static dev.candor.engine.kernel.VectorKernels.I;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2S;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/// The sums of [ShortDot] for one token row, which lies in tiles of one.
final class ShortDotOne {
    private ShortDotOne() {}

    /// Like [ShortDot#four].
    static void four(byte[] w, int at, int[] pairs, int xo, short[] sums, int to) {
        ShortVector a = ShortVector.fromArray(S, ZEROS, 0);
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
        a.intoArray(sums, to);
    }

    /// Like [ShortDot#six].
    static void six(byte[] w, int at, int[] pairs, int xo, short[] sums, int to) {
        ShortVector a0 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a1 = ShortVector.fromArray(S, ZEROS, 0);
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
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + GROUP);
    }
}
