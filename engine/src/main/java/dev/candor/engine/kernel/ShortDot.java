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
/// of six. A sum begins at −8·Σx or −32·Σx and may wrap on its way: shorts are added mod 2¹⁶.
///
/// Sums go through an array from step to step. In a local that a loop carries, the JIT put them on
/// the heap in some starts, at a tenth of the speed.
final class ShortDot {
    /// Token rows of a tile.
    static final int TILE = 8;

    static final VectorSpecies<Short> S = VectorSpecies.of(short.class, F.vectorShape());
    static final VectorSpecies<Byte> B =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(8 * GROUP));

    private ShortDot() {}

    /// What `runs` sums of eight tokens each begin with, shape [runs, 8, GROUP] from `to`.
    static void start(int[] starts, int so, int runs, short[] sums, int to) {
        for (int i = 0; i < runs * TILE; i++) {
            ShortVector.broadcast(S, (short) starts[so + i]).intoArray(sums, to + i * GROUP);
        }
    }

    /// Thirty-two columns of four bits.
    ///
    /// @param at of the nibbles
    /// @param pairs of the tile from `xo`, see [EightBitRows]
    /// @param sums shape [8, GROUP] from `to`
    static void four(byte[] w, int at, int[] pairs, int xo, short[] sums, int to) {
        int k = xo;
        for (int p = at; p < at + 16 * GROUP; p += 2 * GROUP, k += 2 * TILE) {
            ShortVector v =
                    (ShortVector) ByteVector.fromArray(B, w, p).convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector v0 = v.and((short) 15);
            ShortVector v1 = v.lanewise(LSHR, 4);
            v =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector v2 = v.and((short) 15);
            ShortVector v3 = v.lanewise(LSHR, 4);
            ShortVector.fromArray(S, sums, to + 0 * GROUP)
                    .add(v0.mul(IntVector.broadcast(I, pairs[k + 0]).reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 0])
                                            .reinterpretAsShorts()))
                    .add(v2.mul(IntVector.broadcast(I, pairs[k + TILE + 0]).reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 17 * TILE + 0])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 0 * GROUP);
            ShortVector.fromArray(S, sums, to + 1 * GROUP)
                    .add(v0.mul(IntVector.broadcast(I, pairs[k + 1]).reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 1])
                                            .reinterpretAsShorts()))
                    .add(v2.mul(IntVector.broadcast(I, pairs[k + TILE + 1]).reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 17 * TILE + 1])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 1 * GROUP);
            ShortVector.fromArray(S, sums, to + 2 * GROUP)
                    .add(v0.mul(IntVector.broadcast(I, pairs[k + 2]).reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 2])
                                            .reinterpretAsShorts()))
                    .add(v2.mul(IntVector.broadcast(I, pairs[k + TILE + 2]).reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 17 * TILE + 2])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 2 * GROUP);
            ShortVector.fromArray(S, sums, to + 3 * GROUP)
                    .add(v0.mul(IntVector.broadcast(I, pairs[k + 3]).reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 3])
                                            .reinterpretAsShorts()))
                    .add(v2.mul(IntVector.broadcast(I, pairs[k + TILE + 3]).reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 17 * TILE + 3])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 3 * GROUP);
            ShortVector.fromArray(S, sums, to + 4 * GROUP)
                    .add(v0.mul(IntVector.broadcast(I, pairs[k + 4]).reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 4])
                                            .reinterpretAsShorts()))
                    .add(v2.mul(IntVector.broadcast(I, pairs[k + TILE + 4]).reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 17 * TILE + 4])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 4 * GROUP);
            ShortVector.fromArray(S, sums, to + 5 * GROUP)
                    .add(v0.mul(IntVector.broadcast(I, pairs[k + 5]).reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 5])
                                            .reinterpretAsShorts()))
                    .add(v2.mul(IntVector.broadcast(I, pairs[k + TILE + 5]).reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 17 * TILE + 5])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 5 * GROUP);
            ShortVector.fromArray(S, sums, to + 6 * GROUP)
                    .add(v0.mul(IntVector.broadcast(I, pairs[k + 6]).reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 6])
                                            .reinterpretAsShorts()))
                    .add(v2.mul(IntVector.broadcast(I, pairs[k + TILE + 6]).reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 17 * TILE + 6])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 6 * GROUP);
            ShortVector.fromArray(S, sums, to + 7 * GROUP)
                    .add(v0.mul(IntVector.broadcast(I, pairs[k + 7]).reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 16 * TILE + 7])
                                            .reinterpretAsShorts()))
                    .add(v2.mul(IntVector.broadcast(I, pairs[k + TILE + 7]).reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 17 * TILE + 7])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 7 * GROUP);
        }
    }

    /// Sixteen columns of six bits.
    ///
    /// @param at of the low nibbles
    /// @param pairs of the tile from `xo`
    /// @param sums of the first and of the last eight columns, shape [2, 8, GROUP] from `to`
    static void six(byte[] w, int at, int[] pairs, int xo, short[] sums, int to) {
        int k = xo;
        for (int p = at; p < at + 4 * GROUP; p += GROUP, k += TILE) {
            ShortVector upper =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 8 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector a =
                    (ShortVector) ByteVector.fromArray(B, w, p).convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector b =
                    (ShortVector)
                            ByteVector.fromArray(B, w, p + 4 * GROUP)
                                    .convertShape(ZERO_EXTEND_B2S, S, 0);
            ShortVector v0 = a.and((short) 15).or(upper.lanewise(LSHL, 4).and((short) 48));
            ShortVector v1 = b.and((short) 15).or(upper.lanewise(LSHL, 2).and((short) 48));
            ShortVector v2 = a.lanewise(LSHR, 4).or(upper.and((short) 48));
            ShortVector v3 = b.lanewise(LSHR, 4).or(upper.lanewise(LSHR, 2).and((short) 48));
            ShortVector.fromArray(S, sums, to + 0 * GROUP)
                    .add(
                            v0.mul(
                                    IntVector.broadcast(I, pairs[k + 0 * TILE + 0])
                                            .reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 0])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 0 * GROUP);
            ShortVector.fromArray(S, sums, to + 8 * GROUP)
                    .add(
                            v2.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 0])
                                            .reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 0])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 8 * GROUP);
            ShortVector.fromArray(S, sums, to + 1 * GROUP)
                    .add(
                            v0.mul(
                                    IntVector.broadcast(I, pairs[k + 0 * TILE + 1])
                                            .reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 1])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 1 * GROUP);
            ShortVector.fromArray(S, sums, to + 9 * GROUP)
                    .add(
                            v2.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 1])
                                            .reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 1])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 9 * GROUP);
            ShortVector.fromArray(S, sums, to + 2 * GROUP)
                    .add(
                            v0.mul(
                                    IntVector.broadcast(I, pairs[k + 0 * TILE + 2])
                                            .reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 2])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 2 * GROUP);
            ShortVector.fromArray(S, sums, to + 10 * GROUP)
                    .add(
                            v2.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 2])
                                            .reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 2])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 10 * GROUP);
            ShortVector.fromArray(S, sums, to + 3 * GROUP)
                    .add(
                            v0.mul(
                                    IntVector.broadcast(I, pairs[k + 0 * TILE + 3])
                                            .reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 3])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 3 * GROUP);
            ShortVector.fromArray(S, sums, to + 11 * GROUP)
                    .add(
                            v2.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 3])
                                            .reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 3])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 11 * GROUP);
            ShortVector.fromArray(S, sums, to + 4 * GROUP)
                    .add(
                            v0.mul(
                                    IntVector.broadcast(I, pairs[k + 0 * TILE + 4])
                                            .reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 4])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 4 * GROUP);
            ShortVector.fromArray(S, sums, to + 12 * GROUP)
                    .add(
                            v2.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 4])
                                            .reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 4])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 12 * GROUP);
            ShortVector.fromArray(S, sums, to + 5 * GROUP)
                    .add(
                            v0.mul(
                                    IntVector.broadcast(I, pairs[k + 0 * TILE + 5])
                                            .reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 5])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 5 * GROUP);
            ShortVector.fromArray(S, sums, to + 13 * GROUP)
                    .add(
                            v2.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 5])
                                            .reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 5])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 13 * GROUP);
            ShortVector.fromArray(S, sums, to + 6 * GROUP)
                    .add(
                            v0.mul(
                                    IntVector.broadcast(I, pairs[k + 0 * TILE + 6])
                                            .reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 6])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 6 * GROUP);
            ShortVector.fromArray(S, sums, to + 14 * GROUP)
                    .add(
                            v2.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 6])
                                            .reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 6])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 14 * GROUP);
            ShortVector.fromArray(S, sums, to + 7 * GROUP)
                    .add(
                            v0.mul(
                                    IntVector.broadcast(I, pairs[k + 0 * TILE + 7])
                                            .reinterpretAsShorts()))
                    .add(
                            v1.mul(
                                    IntVector.broadcast(I, pairs[k + 4 * TILE + 7])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 7 * GROUP);
            ShortVector.fromArray(S, sums, to + 15 * GROUP)
                    .add(
                            v2.mul(
                                    IntVector.broadcast(I, pairs[k + 8 * TILE + 7])
                                            .reinterpretAsShorts()))
                    .add(
                            v3.mul(
                                    IntVector.broadcast(I, pairs[k + 12 * TILE + 7])
                                            .reinterpretAsShorts()))
                    .intoArray(sums, to + 15 * GROUP);
        }
    }
}
