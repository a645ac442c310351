package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;
import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.I;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2S;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Sums of products of one group of [Interleaved] rows and eight token rows, over a run of columns
/// whose sums fit a short: |Σ (q − 8)·x| ≤ 32 · 8 · 127 of four bits, |Σ (q − 32)·x| ≤ 8 · 32 · 127
/// of six. Here are Σ q·x mod 2¹⁶; [ShortSums] subtracts 8·Σx or 32·Σx, mod 2¹⁶ too.
///
/// A vector that a loop carries begins as one read from an array, see [VectorKernels#ZEROS].
final class ShortDot {
    /// Token rows of a tile.
    static final int TILE = 8;

    static final VectorSpecies<Short> S = VectorSpecies.of(short.class, F.vectorShape());
    static final VectorSpecies<Byte> B =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(8 * GROUP));

    static final short[] ZEROS = new short[GROUP];

    private ShortDot() {}

    /// Thirty-two columns of four bits.
    ///
    /// @param at of the nibbles
    /// @param pairs of the tile from `xo`, see [EightBitRows]
    /// @param sums shape [8, GROUP] from `to`
    static void four(byte[] w, int at, int[] pairs, int xo, short[] sums, int to) {
        ShortVector a0 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a1 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a2 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a3 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a4 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a5 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a6 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a7 = ShortVector.fromArray(S, ZEROS, 0);
        int k = xo;
        for (int p = at; p < at + 16 * GROUP; p += GROUP, k += TILE) {
            ShortVector both =
                    (ShortVector) ByteVector.fromArray(B, w, p).convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector v = both.and((short) 15);
            a0 = a0.add(v.mul(IntVector.broadcast(I, pairs[k + 0]).reinterpretAsShorts()));
            a1 = a1.add(v.mul(IntVector.broadcast(I, pairs[k + 1]).reinterpretAsShorts()));
            a2 = a2.add(v.mul(IntVector.broadcast(I, pairs[k + 2]).reinterpretAsShorts()));
            a3 = a3.add(v.mul(IntVector.broadcast(I, pairs[k + 3]).reinterpretAsShorts()));
            a4 = a4.add(v.mul(IntVector.broadcast(I, pairs[k + 4]).reinterpretAsShorts()));
            a5 = a5.add(v.mul(IntVector.broadcast(I, pairs[k + 5]).reinterpretAsShorts()));
            a6 = a6.add(v.mul(IntVector.broadcast(I, pairs[k + 6]).reinterpretAsShorts()));
            a7 = a7.add(v.mul(IntVector.broadcast(I, pairs[k + 7]).reinterpretAsShorts()));
            v = both.lanewise(LSHR, 4);
            a0 =
                    a0.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 0])
                                            .reinterpretAsShorts()));
            a1 =
                    a1.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 1])
                                            .reinterpretAsShorts()));
            a2 =
                    a2.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 2])
                                            .reinterpretAsShorts()));
            a3 =
                    a3.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 3])
                                            .reinterpretAsShorts()));
            a4 =
                    a4.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 4])
                                            .reinterpretAsShorts()));
            a5 =
                    a5.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 5])
                                            .reinterpretAsShorts()));
            a6 =
                    a6.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 6])
                                            .reinterpretAsShorts()));
            a7 =
                    a7.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 7])
                                            .reinterpretAsShorts()));
        }
        a0.intoArray(sums, to + 0 * GROUP);
        a1.intoArray(sums, to + 1 * GROUP);
        a2.intoArray(sums, to + 2 * GROUP);
        a3.intoArray(sums, to + 3 * GROUP);
        a4.intoArray(sums, to + 4 * GROUP);
        a5.intoArray(sums, to + 5 * GROUP);
        a6.intoArray(sums, to + 6 * GROUP);
        a7.intoArray(sums, to + 7 * GROUP);
    }

    /// The first eight of sixteen columns of six bits. With all sixteen in one method, the JIT put
    /// its sixteen sums on the heap in some starts.
    ///
    /// @param at of the low nibbles
    /// @param pairs of the tile from `xo`
    /// @param sums shape [8, GROUP] from `to`
    static void sixFirst(byte[] w, int at, int[] pairs, int xo, short[] sums, int to) {
        ShortVector a0 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a1 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a2 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a3 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a4 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a5 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a6 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a7 = ShortVector.fromArray(S, ZEROS, 0);
        int k = xo;
        for (int p = at; p < at + 4 * GROUP; p += GROUP, k += TILE) {
            ShortVector upper =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 8 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector v =
                    (ShortVector) ByteVector.fromArray(B, w, p).convertShape(ZERO_EXTEND_B2S, S, 0);
            v = v.and((short) 15).or(upper.lanewise(LSHL, 4).and((short) 48));
            a0 = a0.add(v.mul(IntVector.broadcast(I, pairs[k + 0]).reinterpretAsShorts()));
            a1 = a1.add(v.mul(IntVector.broadcast(I, pairs[k + 1]).reinterpretAsShorts()));
            a2 = a2.add(v.mul(IntVector.broadcast(I, pairs[k + 2]).reinterpretAsShorts()));
            a3 = a3.add(v.mul(IntVector.broadcast(I, pairs[k + 3]).reinterpretAsShorts()));
            a4 = a4.add(v.mul(IntVector.broadcast(I, pairs[k + 4]).reinterpretAsShorts()));
            a5 = a5.add(v.mul(IntVector.broadcast(I, pairs[k + 5]).reinterpretAsShorts()));
            a6 = a6.add(v.mul(IntVector.broadcast(I, pairs[k + 6]).reinterpretAsShorts()));
            a7 = a7.add(v.mul(IntVector.broadcast(I, pairs[k + 7]).reinterpretAsShorts()));
            v =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 4 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            v = v.and((short) 15).or(upper.lanewise(LSHL, 2).and((short) 48));
            a0 =
                    a0.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 0])
                                            .reinterpretAsShorts()));
            a1 =
                    a1.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 1])
                                            .reinterpretAsShorts()));
            a2 =
                    a2.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 2])
                                            .reinterpretAsShorts()));
            a3 =
                    a3.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 3])
                                            .reinterpretAsShorts()));
            a4 =
                    a4.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 4])
                                            .reinterpretAsShorts()));
            a5 =
                    a5.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 5])
                                            .reinterpretAsShorts()));
            a6 =
                    a6.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 6])
                                            .reinterpretAsShorts()));
            a7 =
                    a7.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 7])
                                            .reinterpretAsShorts()));
        }
        a0.intoArray(sums, to + 0 * GROUP);
        a1.intoArray(sums, to + 1 * GROUP);
        a2.intoArray(sums, to + 2 * GROUP);
        a3.intoArray(sums, to + 3 * GROUP);
        a4.intoArray(sums, to + 4 * GROUP);
        a5.intoArray(sums, to + 5 * GROUP);
        a6.intoArray(sums, to + 6 * GROUP);
        a7.intoArray(sums, to + 7 * GROUP);
    }

    /// The other eight.
    ///
    /// @param at of the low nibbles, as for [#sixFirst]
    /// @param pairs of the tile, of all sixteen columns from `xo`
    /// @param sums shape [8, GROUP] from `to`
    static void sixLast(byte[] w, int at, int[] pairs, int xo, short[] sums, int to) {
        ShortVector a0 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a1 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a2 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a3 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a4 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a5 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a6 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a7 = ShortVector.fromArray(S, ZEROS, 0);
        int k = xo;
        for (int p = at; p < at + 4 * GROUP; p += GROUP, k += TILE) {
            ShortVector upper =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 8 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector v =
                    (ShortVector) ByteVector.fromArray(B, w, p).convertShape(ZERO_EXTEND_B2S, S, 0);
            v = v.lanewise(LSHR, 4).or(upper.and((short) 48));
            a0 =
                    a0.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 0])
                                            .reinterpretAsShorts()));
            a1 =
                    a1.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 1])
                                            .reinterpretAsShorts()));
            a2 =
                    a2.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 2])
                                            .reinterpretAsShorts()));
            a3 =
                    a3.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 3])
                                            .reinterpretAsShorts()));
            a4 =
                    a4.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 4])
                                            .reinterpretAsShorts()));
            a5 =
                    a5.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 5])
                                            .reinterpretAsShorts()));
            a6 =
                    a6.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 6])
                                            .reinterpretAsShorts()));
            a7 =
                    a7.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 7])
                                            .reinterpretAsShorts()));
            v =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 4 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            v = v.lanewise(LSHR, 4).or(upper.lanewise(LSHR, 2).and((short) 48));
            a0 =
                    a0.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 0])
                                            .reinterpretAsShorts()));
            a1 =
                    a1.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 1])
                                            .reinterpretAsShorts()));
            a2 =
                    a2.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 2])
                                            .reinterpretAsShorts()));
            a3 =
                    a3.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 3])
                                            .reinterpretAsShorts()));
            a4 =
                    a4.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 4])
                                            .reinterpretAsShorts()));
            a5 =
                    a5.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 5])
                                            .reinterpretAsShorts()));
            a6 =
                    a6.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 6])
                                            .reinterpretAsShorts()));
            a7 =
                    a7.add(
                            v.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 7])
                                            .reinterpretAsShorts()));
        }
        a0.intoArray(sums, to + 0 * GROUP);
        a1.intoArray(sums, to + 1 * GROUP);
        a2.intoArray(sums, to + 2 * GROUP);
        a3.intoArray(sums, to + 3 * GROUP);
        a4.intoArray(sums, to + 4 * GROUP);
        a5.intoArray(sums, to + 5 * GROUP);
        a6.intoArray(sums, to + 6 * GROUP);
        a7.intoArray(sums, to + 7 * GROUP);
    }
}
