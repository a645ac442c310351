package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Sums of the lanes of accumulators, in one fixed tree: halves are added until one lane is left.
/// `reduceLanes` would leave the order to the JIT.
final class Fold {
    private static final VectorShuffle<Float> SWAP8 = swap(8);
    private static final VectorShuffle<Float> SWAP4 = swap(4);
    private static final VectorShuffle<Float> SWAP2 = swap(2);
    private static final VectorShuffle<Float> SWAP1 = swap(1);
    private static final VectorMask<Float> ODD8 = odd(8);
    private static final VectorMask<Float> ODD4 = odd(4);
    private static final VectorMask<Float> ODD2 = odd(2);
    private static final VectorMask<Float> ODD1 = odd(1);

    private Fold() {}

    private static VectorShuffle<Float> swap(int half) {
        return VectorShuffle.fromOp(F, lane -> (lane ^ half) % LANES);
    }

    /// Every second group of `half` lanes.
    private static VectorMask<Float> odd(int half) {
        boolean[] lanes = new boolean[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (i & half) != 0;
        }
        return VectorMask.fromArray(F, lanes, 0);
    }

    /// Sum of one accumulator's lanes.
    static float one(FloatVector v) {
        FloatVector s = v;
        if (LANES > 8) {
            s = s.add(s.rearrange(SWAP8));
        }
        if (LANES > 4) {
            s = s.add(s.rearrange(SWAP4));
        }
        s = s.add(s.rearrange(SWAP2));
        return s.add(s.rearrange(SWAP1)).lane(0);
    }

    /// Sums of `count` accumulators, to the bit those of [#one]: `y[to + i]` is that of the one at
    /// `from + i · step`. Each step adds the halves of two at once.
    ///
    /// @param sums holds as many accumulators as there are lanes
    static void each(float[] sums, int from, int step, float[] y, int to, int count) {
        if (count == LANES && LANES == 16) {
            sixteen(sums, from, step, y, to);
        } else if (count == LANES && LANES == 8) {
            eight(sums, from, step, y, to);
        } else {
            for (int i = 0; i < count; i++) {
                y[to + i] = one(FloatVector.fromArray(F, sums, from + i * step));
            }
        }
    }

    // Straight-line: a vector that crosses into a method the JIT does not inline goes to the heap.

    private static void sixteen(float[] sums, int from, int step, float[] y, int to) {
        FloatVector a0 = FloatVector.fromArray(F, sums, from + 0 * step);
        FloatVector a1 = FloatVector.fromArray(F, sums, from + 1 * step);
        FloatVector a2 = FloatVector.fromArray(F, sums, from + 2 * step);
        FloatVector a3 = FloatVector.fromArray(F, sums, from + 3 * step);
        FloatVector a4 = FloatVector.fromArray(F, sums, from + 4 * step);
        FloatVector a5 = FloatVector.fromArray(F, sums, from + 5 * step);
        FloatVector a6 = FloatVector.fromArray(F, sums, from + 6 * step);
        FloatVector a7 = FloatVector.fromArray(F, sums, from + 7 * step);
        FloatVector a8 = FloatVector.fromArray(F, sums, from + 8 * step);
        FloatVector a9 = FloatVector.fromArray(F, sums, from + 9 * step);
        FloatVector a10 = FloatVector.fromArray(F, sums, from + 10 * step);
        FloatVector a11 = FloatVector.fromArray(F, sums, from + 11 * step);
        FloatVector a12 = FloatVector.fromArray(F, sums, from + 12 * step);
        FloatVector a13 = FloatVector.fromArray(F, sums, from + 13 * step);
        FloatVector a14 = FloatVector.fromArray(F, sums, from + 14 * step);
        FloatVector a15 = FloatVector.fromArray(F, sums, from + 15 * step);
        a0 = a0.blend(a8, ODD8).add(a8.blend(a0, ODD8).rearrange(SWAP8));
        a1 = a1.blend(a9, ODD8).add(a9.blend(a1, ODD8).rearrange(SWAP8));
        a2 = a2.blend(a10, ODD8).add(a10.blend(a2, ODD8).rearrange(SWAP8));
        a3 = a3.blend(a11, ODD8).add(a11.blend(a3, ODD8).rearrange(SWAP8));
        a4 = a4.blend(a12, ODD8).add(a12.blend(a4, ODD8).rearrange(SWAP8));
        a5 = a5.blend(a13, ODD8).add(a13.blend(a5, ODD8).rearrange(SWAP8));
        a6 = a6.blend(a14, ODD8).add(a14.blend(a6, ODD8).rearrange(SWAP8));
        a7 = a7.blend(a15, ODD8).add(a15.blend(a7, ODD8).rearrange(SWAP8));
        a0 = a0.blend(a4, ODD4).add(a4.blend(a0, ODD4).rearrange(SWAP4));
        a1 = a1.blend(a5, ODD4).add(a5.blend(a1, ODD4).rearrange(SWAP4));
        a2 = a2.blend(a6, ODD4).add(a6.blend(a2, ODD4).rearrange(SWAP4));
        a3 = a3.blend(a7, ODD4).add(a7.blend(a3, ODD4).rearrange(SWAP4));
        a0 = a0.blend(a2, ODD2).add(a2.blend(a0, ODD2).rearrange(SWAP2));
        a1 = a1.blend(a3, ODD2).add(a3.blend(a1, ODD2).rearrange(SWAP2));
        a0 = a0.blend(a1, ODD1).add(a1.blend(a0, ODD1).rearrange(SWAP1));
        a0.intoArray(y, to);
    }

    private static void eight(float[] sums, int from, int step, float[] y, int to) {
        FloatVector a0 = FloatVector.fromArray(F, sums, from + 0 * step);
        FloatVector a1 = FloatVector.fromArray(F, sums, from + 1 * step);
        FloatVector a2 = FloatVector.fromArray(F, sums, from + 2 * step);
        FloatVector a3 = FloatVector.fromArray(F, sums, from + 3 * step);
        FloatVector a4 = FloatVector.fromArray(F, sums, from + 4 * step);
        FloatVector a5 = FloatVector.fromArray(F, sums, from + 5 * step);
        FloatVector a6 = FloatVector.fromArray(F, sums, from + 6 * step);
        FloatVector a7 = FloatVector.fromArray(F, sums, from + 7 * step);
        a0 = a0.blend(a4, ODD4).add(a4.blend(a0, ODD4).rearrange(SWAP4));
        a1 = a1.blend(a5, ODD4).add(a5.blend(a1, ODD4).rearrange(SWAP4));
        a2 = a2.blend(a6, ODD4).add(a6.blend(a2, ODD4).rearrange(SWAP4));
        a3 = a3.blend(a7, ODD4).add(a7.blend(a3, ODD4).rearrange(SWAP4));
        a0 = a0.blend(a2, ODD2).add(a2.blend(a0, ODD2).rearrange(SWAP2));
        a1 = a1.blend(a3, ODD2).add(a3.blend(a1, ODD2).rearrange(SWAP2));
        a0 = a0.blend(a1, ODD1).add(a1.blend(a0, ODD1).rearrange(SWAP1));
        a0.intoArray(y, to);
    }
}
