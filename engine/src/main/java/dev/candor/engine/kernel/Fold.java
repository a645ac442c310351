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

    /// Sums of as many accumulators as there are lanes, to the bit those of [#one]: lane i is that
    /// of the accumulator at `from + i · step`. Each step adds halves of two accumulators at once.
    static FloatVector each(float[] sums, int from, int step) {
        return pair(ones(sums, from, step), ones(sums, from + step, step), ODD1, SWAP1);
    }

    private static FloatVector ones(float[] sums, int from, int step) {
        return pair(twos(sums, from, step), twos(sums, from + 2 * step, step), ODD2, SWAP2);
    }

    private static FloatVector twos(float[] sums, int from, int step) {
        return LANES < 8
                ? FloatVector.fromArray(F, sums, from)
                : pair(fours(sums, from, step), fours(sums, from + 4 * step, step), ODD4, SWAP4);
    }

    private static FloatVector fours(float[] sums, int from, int step) {
        FloatVector first = FloatVector.fromArray(F, sums, from);
        return LANES < 16
                ? first
                : pair(first, FloatVector.fromArray(F, sums, from + 8 * step), ODD8, SWAP8);
    }

    /// Even groups of lanes take `a`'s half sums, odd ones `b`'s.
    private static FloatVector pair(
            FloatVector a, FloatVector b, VectorMask<Float> odd, VectorShuffle<Float> swap) {
        return a.blend(b, odd).add(b.blend(a, odd).rearrange(swap));
    }
}
