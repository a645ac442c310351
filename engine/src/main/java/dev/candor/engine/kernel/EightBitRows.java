package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Token rows in eight bits, for products with [Interleaved] weights: of every 32 values the
/// largest becomes ±127, the others are rounded, ties to even. A row's integers depend on itself
/// alone. What lies below 10⁻³⁰ becomes 0.
///
/// Tiles of a few rows lie together, value by value: value k of row t of a tile is at `k · tile +
/// t`. A tile of one holds the factors of a [Packing] in their place.
final class EightBitRows {
    static final int BLOCK = 32;

    private static final class Scratch {
        final int[] integers = new int[BLOCK];
        final int[] factors = new int[BLOCK];
    }

    private static final float SMALLEST = 1e-30f;

    /// 1.5 · 2²³: adding it rounds to an integer, which then stands in the low bits.
    private static final float ROUND = 0x1.8p23f;

    /// Each value or factor twice, as the two shorts of an int.
    int[] pairs = new int[0];

    /// What is added to sums of shorts, the same way: −offset · Σ of each run of values.
    int[] starts = new int[0];

    /// Of each block: a value is scale · integer.
    float[] scales = new float[0];

    /// Of each block: scale · Σ of its integers.
    float[] sums = new float[0];

    private Scratch[] scratches = new Scratch[0];

    /// @param x shape [n, columns], columns a multiple of 32
    /// @param tile rows of a tile; those behind `n` become 0
    /// @param packing of the weights; a tile of one holds its factors
    void load(float[] x, int n, int columns, int tile, Packing packing, Workers workers) {
        int tiles = (n + tile - 1) / tile;
        int blocks = columns / BLOCK;
        int runs = columns / packing.run;
        int count = tile == 1 ? runs * packing.count : columns;
        if (pairs.length < tiles * tile * count) {
            pairs = new int[tiles * tile * count];
        }
        if (scales.length < tiles * tile * blocks) {
            scales = new float[tiles * tile * blocks];
            sums = new float[tiles * tile * blocks];
        }
        if (starts.length < tiles * tile * runs) {
            starts = new int[tiles * tile * runs];
        }
        if (scratches.length < workers.threads()) {
            scratches = new Scratch[workers.threads()];
            Arrays.setAll(scratches, i -> new Scratch());
        }
        workers.run(
                tiles,
                (i, thread) -> {
                    if (n < (i + 1) * tile) {
                        Arrays.fill(pairs, i * tile * count, (i + 1) * tile * count, 0);
                        Arrays.fill(starts, i * tile * runs, (i + 1) * tile * runs, 0);
                        Arrays.fill(scales, i * tile * blocks, (i + 1) * tile * blocks, 0f);
                        Arrays.fill(sums, i * tile * blocks, (i + 1) * tile * blocks, 0f);
                    }
                    for (int t = 0; t < tile && i * tile + t < n; t++) {
                        int from = (i * tile + t) * columns;
                        for (int b = 0; b < blocks; b++) {
                            int block = (i * blocks + b) * tile + t;
                            Scratch s = scratches[thread];
                            scales[block] = round(x, from + b * BLOCK, s.integers);
                            int sum =
                                    place(s.integers, s.factors, tile, packing, i * blocks + b, t);
                            sums[block] = scales[block] * sum;
                        }
                    }
                });
    }

    /// Integers of one block; returns their scale.
    private static float round(float[] x, int from, int[] q) {
        FloatVector most = FloatVector.fromArray(F, VectorKernels.ZEROS, 0);
        for (int i = 0; i < BLOCK; i += LANES) {
            most = most.max(FloatVector.fromArray(F, x, from + i).abs());
        }
        float max = most.reduceLanes(VectorOperators.MAX);
        if (max < SMALLEST) {
            Arrays.fill(q, 0);
            return 0;
        }
        float inverse = 127 / max;
        int bits = Float.floatToRawIntBits(ROUND);
        for (int i = 0; i < BLOCK; i += LANES) {
            IntVector rounded =
                    FloatVector.fromArray(F, x, from + i)
                            .mul(inverse)
                            .add(ROUND)
                            .reinterpretAsInts();
            rounded.sub(bits).intoArray(q, i);
        }
        return max / 127;
    }

    /// @param block of the tile among all tiles' blocks
    /// @return Σ of the integers
    private int place(int[] q, int[] f, int tile, Packing packing, int block, int t) {
        int total = 0;
        int runs = BLOCK / packing.run;
        int count = tile == 1 ? packing.count : packing.run;
        int at = block * runs * count * tile + t;
        int start = block * runs * tile + t;
        for (int from = 0; from < BLOCK; from += packing.run, start += tile) {
            int sum = 0;
            for (int k = from; k < from + packing.run; k++) {
                sum += q[k];
            }
            if (tile == 1) {
                packing.factors(q, from, f);
            } else {
                System.arraycopy(q, from, f, 0, count);
            }
            for (int i = 0; i < count; i++, at += tile) {
                pairs[at] = pair(f[i]);
            }
            starts[start] = pair(-packing.offset * sum);
            total += sum;
        }
        return total;
    }

    private static int pair(int value) {
        return value & 0xffff | value << 16;
    }
}
