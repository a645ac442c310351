package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;
import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.I;
import static jdk.incubator.vector.VectorOperators.LSHR;

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

    /// As many bytes as GROUP shorts.
    static final VectorSpecies<Byte> WIDE = VectorSpecies.of(byte.class, F.vectorShape());

    static final short[] ZEROS = new short[GROUP];

    private ShortDot() {}

    /// Thirty-two columns of four bits. With four fields of a short in one loop, sums lay on the
    /// stack.
    ///
    /// @param at of their shorts, see [Packing#FOUR]
    /// @param x of the tile from `xo`, see [EightBitRows]
    /// @param sums shape [8, GROUP] from `to`
    static void four(byte[] w, int at, int[] x, int xo, short[] sums, int to) {
        ShortVector a0 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a1 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a2 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a3 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a4 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a5 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a6 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a7 = ShortVector.fromArray(S, ZEROS, 0);
        int k = xo;
        for (int p = at; p < at + 16 * GROUP; p += 2 * GROUP, k += TILE) {
            ShortVector fields = ByteVector.fromArray(WIDE, w, p).reinterpretAsShorts();
            ShortVector v = fields.and((short) 15);
            a0 = a0.add(v.mul(IntVector.broadcast(I, x[k + 0]).reinterpretAsShorts()));
            a1 = a1.add(v.mul(IntVector.broadcast(I, x[k + 1]).reinterpretAsShorts()));
            a2 = a2.add(v.mul(IntVector.broadcast(I, x[k + 2]).reinterpretAsShorts()));
            a3 = a3.add(v.mul(IntVector.broadcast(I, x[k + 3]).reinterpretAsShorts()));
            a4 = a4.add(v.mul(IntVector.broadcast(I, x[k + 4]).reinterpretAsShorts()));
            a5 = a5.add(v.mul(IntVector.broadcast(I, x[k + 5]).reinterpretAsShorts()));
            a6 = a6.add(v.mul(IntVector.broadcast(I, x[k + 6]).reinterpretAsShorts()));
            a7 = a7.add(v.mul(IntVector.broadcast(I, x[k + 7]).reinterpretAsShorts()));
            v = fields.lanewise(LSHR, 4).and((short) 15);
            a0 = a0.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 0]).reinterpretAsShorts()));
            a1 = a1.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 1]).reinterpretAsShorts()));
            a2 = a2.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 2]).reinterpretAsShorts()));
            a3 = a3.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 3]).reinterpretAsShorts()));
            a4 = a4.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 4]).reinterpretAsShorts()));
            a5 = a5.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 5]).reinterpretAsShorts()));
            a6 = a6.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 6]).reinterpretAsShorts()));
            a7 = a7.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 7]).reinterpretAsShorts()));
        }
        k = xo + 8 * TILE;
        for (int p = at; p < at + 16 * GROUP; p += 2 * GROUP, k += TILE) {
            ShortVector fields = ByteVector.fromArray(WIDE, w, p).reinterpretAsShorts();
            ShortVector v = fields.lanewise(LSHR, 8).and((short) 15);
            a0 = a0.add(v.mul(IntVector.broadcast(I, x[k + 0]).reinterpretAsShorts()));
            a1 = a1.add(v.mul(IntVector.broadcast(I, x[k + 1]).reinterpretAsShorts()));
            a2 = a2.add(v.mul(IntVector.broadcast(I, x[k + 2]).reinterpretAsShorts()));
            a3 = a3.add(v.mul(IntVector.broadcast(I, x[k + 3]).reinterpretAsShorts()));
            a4 = a4.add(v.mul(IntVector.broadcast(I, x[k + 4]).reinterpretAsShorts()));
            a5 = a5.add(v.mul(IntVector.broadcast(I, x[k + 5]).reinterpretAsShorts()));
            a6 = a6.add(v.mul(IntVector.broadcast(I, x[k + 6]).reinterpretAsShorts()));
            a7 = a7.add(v.mul(IntVector.broadcast(I, x[k + 7]).reinterpretAsShorts()));
            v = fields.lanewise(LSHR, 12);
            a0 = a0.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 0]).reinterpretAsShorts()));
            a1 = a1.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 1]).reinterpretAsShorts()));
            a2 = a2.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 2]).reinterpretAsShorts()));
            a3 = a3.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 3]).reinterpretAsShorts()));
            a4 = a4.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 4]).reinterpretAsShorts()));
            a5 = a5.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 5]).reinterpretAsShorts()));
            a6 = a6.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 6]).reinterpretAsShorts()));
            a7 = a7.add(v.mul(IntVector.broadcast(I, x[k + 16 * TILE + 7]).reinterpretAsShorts()));
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

    /// Eight columns of six bits. With sixteen, the JIT put half of the sums on the heap in some
    /// starts.
    ///
    /// @param at of their shorts, see [Packing#SIX]
    /// @param x of the tile from `xo`
    /// @param sums shape [8, GROUP] from `to`
    static void six(byte[] w, int at, int[] x, int xo, short[] sums, int to) {
        ShortVector a0 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a1 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a2 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a3 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a4 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a5 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a6 = ShortVector.fromArray(S, ZEROS, 0);
        ShortVector a7 = ShortVector.fromArray(S, ZEROS, 0);
        int k = xo;
        for (int p = at; p < at + 6 * GROUP; p += 2 * GROUP, k += 2 * TILE) {
            ShortVector fields = ByteVector.fromArray(WIDE, w, p).reinterpretAsShorts();
            ShortVector v = fields.and((short) 63);
            a0 = a0.add(v.mul(IntVector.broadcast(I, x[k + 0]).reinterpretAsShorts()));
            a1 = a1.add(v.mul(IntVector.broadcast(I, x[k + 1]).reinterpretAsShorts()));
            a2 = a2.add(v.mul(IntVector.broadcast(I, x[k + 2]).reinterpretAsShorts()));
            a3 = a3.add(v.mul(IntVector.broadcast(I, x[k + 3]).reinterpretAsShorts()));
            a4 = a4.add(v.mul(IntVector.broadcast(I, x[k + 4]).reinterpretAsShorts()));
            a5 = a5.add(v.mul(IntVector.broadcast(I, x[k + 5]).reinterpretAsShorts()));
            a6 = a6.add(v.mul(IntVector.broadcast(I, x[k + 6]).reinterpretAsShorts()));
            a7 = a7.add(v.mul(IntVector.broadcast(I, x[k + 7]).reinterpretAsShorts()));
            v = fields.lanewise(LSHR, 6).and((short) 63);
            a0 = a0.add(v.mul(IntVector.broadcast(I, x[k + TILE + 0]).reinterpretAsShorts()));
            a1 = a1.add(v.mul(IntVector.broadcast(I, x[k + TILE + 1]).reinterpretAsShorts()));
            a2 = a2.add(v.mul(IntVector.broadcast(I, x[k + TILE + 2]).reinterpretAsShorts()));
            a3 = a3.add(v.mul(IntVector.broadcast(I, x[k + TILE + 3]).reinterpretAsShorts()));
            a4 = a4.add(v.mul(IntVector.broadcast(I, x[k + TILE + 4]).reinterpretAsShorts()));
            a5 = a5.add(v.mul(IntVector.broadcast(I, x[k + TILE + 5]).reinterpretAsShorts()));
            a6 = a6.add(v.mul(IntVector.broadcast(I, x[k + TILE + 6]).reinterpretAsShorts()));
            a7 = a7.add(v.mul(IntVector.broadcast(I, x[k + TILE + 7]).reinterpretAsShorts()));
        }
        ShortVector s1 = ByteVector.fromArray(WIDE, w, at + 2 * GROUP).reinterpretAsShorts();
        ShortVector v =
                ByteVector.fromArray(WIDE, w, at)
                        .reinterpretAsShorts()
                        .lanewise(LSHR, 12)
                        .or(s1.lanewise(LSHR, 8).and((short) 48));
        a0 = a0.add(v.mul(IntVector.broadcast(I, x[k + 0]).reinterpretAsShorts()));
        a1 = a1.add(v.mul(IntVector.broadcast(I, x[k + 1]).reinterpretAsShorts()));
        a2 = a2.add(v.mul(IntVector.broadcast(I, x[k + 2]).reinterpretAsShorts()));
        a3 = a3.add(v.mul(IntVector.broadcast(I, x[k + 3]).reinterpretAsShorts()));
        a4 = a4.add(v.mul(IntVector.broadcast(I, x[k + 4]).reinterpretAsShorts()));
        a5 = a5.add(v.mul(IntVector.broadcast(I, x[k + 5]).reinterpretAsShorts()));
        a6 = a6.add(v.mul(IntVector.broadcast(I, x[k + 6]).reinterpretAsShorts()));
        a7 = a7.add(v.mul(IntVector.broadcast(I, x[k + 7]).reinterpretAsShorts()));
        v =
                ByteVector.fromArray(WIDE, w, at + 4 * GROUP)
                        .reinterpretAsShorts()
                        .lanewise(LSHR, 10)
                        .and((short) 60)
                        .or(s1.lanewise(LSHR, 14));
        a0 = a0.add(v.mul(IntVector.broadcast(I, x[k + TILE + 0]).reinterpretAsShorts()));
        a1 = a1.add(v.mul(IntVector.broadcast(I, x[k + TILE + 1]).reinterpretAsShorts()));
        a2 = a2.add(v.mul(IntVector.broadcast(I, x[k + TILE + 2]).reinterpretAsShorts()));
        a3 = a3.add(v.mul(IntVector.broadcast(I, x[k + TILE + 3]).reinterpretAsShorts()));
        a4 = a4.add(v.mul(IntVector.broadcast(I, x[k + TILE + 4]).reinterpretAsShorts()));
        a5 = a5.add(v.mul(IntVector.broadcast(I, x[k + TILE + 5]).reinterpretAsShorts()));
        a6 = a6.add(v.mul(IntVector.broadcast(I, x[k + TILE + 6]).reinterpretAsShorts()));
        a7 = a7.add(v.mul(IntVector.broadcast(I, x[k + TILE + 7]).reinterpretAsShorts()));
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
