package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;
import static dev.candor.engine.kernel.Interleaved.Q4_0_BLOCK;
import static dev.candor.engine.kernel.Interleaved.Q4_K_BLOCK;
import static dev.candor.engine.kernel.Interleaved.Q4_K_PART;
import static dev.candor.engine.kernel.Interleaved.Q6_K_BLOCK;
import static dev.candor.engine.kernel.Interleaved.Q6_K_PART;
import static dev.candor.engine.kernel.ShortDot.TILE;
import static dev.candor.engine.kernel.VectorKernels.BLOCK_TOKENS;

import dev.candor.engine.format.TensorType;
import java.util.Arrays;

/// Products with [Interleaved] weights: token rows are rounded to eight bits, [EightBitRows], their
/// products with the weights' integers are exact, and what scales they have is applied in f32. The
/// order is that of the columns, so a row has the same bits alone and in any batch.
final class InterleavedDot {
    /// A tile of eight rows takes about as long as four rows one by one, however few it holds.
    private static final int ONE_BY_ONE = 4;

    private static final class Scratch {
        final short[] sums = new short[ShortSums.START + 2 * TILE * GROUP];
        final float[] y = new float[VectorKernels.ALIGN + TILE * GROUP];
        final float[] scales = new float[VectorKernels.ALIGN + 2 * GROUP];
        final float[] offsets = new float[VectorKernels.ALIGN + 2 * GROUP];
    }

    private final EightBitRows rows = new EightBitRows();
    private Scratch[] scratches = new Scratch[0];

    void matmul(Interleaved w, float[] x, int n, float[] y, Workers workers) {
        if (scratches.length < workers.threads()) {
            scratches = new Scratch[workers.threads()];
            Arrays.setAll(scratches, i -> new Scratch());
        }
        Packing packing = w.type() == TensorType.Q6_K ? Packing.SIX : Packing.FOUR;
        int tile = n <= ONE_BY_ONE ? 1 : TILE;
        rows.load(x, n, w.columns(), tile, packing, workers);
        if (tile == 1) {
            oneByOne(w, n, y, workers);
        } else {
            inTiles(w, n, y, workers);
        }
    }

    /// Group i with the one half of the matrix behind it; of an odd number, the middle one with
    /// itself.
    private void oneByOne(Interleaved w, int n, float[] y, Workers workers) {
        int half = (w.groups() + 1) / 2;
        workers.run(
                half,
                (group, thread) -> {
                    Scratch scratch = scratches[thread];
                    int other = group + half < w.groups() ? group + half : group;
                    for (int t = 0; t < n; t++) {
                        one(w, group, other, t, scratch);
                        store(w, group, scratch.y, VectorKernels.ALIGN, y, t);
                        store(w, other, scratch.y, VectorKernels.ALIGN + GROUP, y, t);
                    }
                });
    }

    private void inTiles(Interleaved w, int n, float[] y, Workers workers) {
        for (int first = 0; first < n; first += BLOCK_TOKENS) {
            int from = first;
            int to = Math.min(n, first + BLOCK_TOKENS);
            workers.run(
                    w.groups(),
                    (group, thread) -> {
                        Scratch scratch = scratches[thread];
                        for (int t = from; t < to; t += TILE) {
                            eight(w, group, t / TILE, scratch);
                            for (int i = 0; i < TILE && t + i < to; i++) {
                                int at = VectorKernels.ALIGN + i * GROUP;
                                store(w, group, scratch.y, at, y, t + i);
                            }
                        }
                    });
        }
    }

    private static void store(
            Interleaved w, int group, float[] from, int at, float[] y, int token) {
        int row = group * GROUP;
        System.arraycopy(from, at, y, token * w.rows() + row, Math.min(GROUP, w.rows() - row));
    }

    private void one(Interleaved w, int group, int other, int token, Scratch scratch) {
        float[] y = scratch.y;
        float[] d = scratch.scales;
        Arrays.fill(y, 0f);
        int at = w.from(group);
        int second = w.from(other) - at;
        int blocks = w.columns() / w.type().blockValues();
        int first = token * (w.columns() / EightBitRows.BLOCK);
        switch (w.type()) {
            case Q4_0 ->
                    ShortDotOne.q4(
                            w.bytes(),
                            at,
                            second,
                            blocks,
                            rows,
                            first,
                            d,
                            scratch.sums,
                            y,
                            VectorKernels.ALIGN);
            case Q4_K ->
                    ShortDotOne.q4WithGroups(
                            w.bytes(),
                            at,
                            second,
                            blocks,
                            rows,
                            first,
                            d,
                            scratch.offsets,
                            scratch.sums,
                            y,
                            VectorKernels.ALIGN);
            default ->
                    ShortDotOne.q6(
                            w.bytes(),
                            at,
                            second,
                            blocks,
                            rows,
                            first,
                            d,
                            scratch.sums,
                            y,
                            VectorKernels.ALIGN);
        }
    }

    private void eight(Interleaved w, int group, int tile, Scratch scratch) {
        Arrays.fill(scratch.y, 0f);
        int blocks = w.columns() / w.type().blockValues();
        switch (w.type()) {
            case Q4_0 -> q4(w.bytes(), w.from(group), blocks, tile * blocks, scratch);
            case Q4_K -> q4WithGroups(w.bytes(), w.from(group), blocks, tile * blocks, scratch);
            default -> q6(w.bytes(), w.from(group), blocks, tile * blocks, scratch);
        }
    }

    /// @param block of the tile among all tiles' blocks
    private void q4(byte[] w, int from, int blocks, int block, Scratch scratch) {
        short[] sums = scratch.sums;
        for (int b = 0; b < blocks; b++) {
            int at = from + b * Q4_0_BLOCK * GROUP;
            int xo = (block + b) * TILE;
            ShortDot.four(w, at + 2 * GROUP, rows.pairs, 32 * xo, sums, ShortSums.START);
            ShortSums.f16(w, at, scratch.scales, VectorKernels.ALIGN);
            ShortSums.q4(
                    scratch.scales,
                    sums,
                    rows.starts,
                    rows.scales,
                    xo,
                    scratch.y,
                    VectorKernels.ALIGN);
        }
    }

    private void q4WithGroups(byte[] w, int from, int blocks, int block, Scratch scratch) {
        short[] sums = scratch.sums;
        for (int b = 0; b < blocks; b++) {
            int at = from + b * Q4_K_BLOCK * GROUP;
            ShortSums.f16(w, at, scratch.scales, VectorKernels.ALIGN);
            ShortSums.f16(w, at + 2 * GROUP, scratch.offsets, VectorKernels.ALIGN);
            for (int g = 0; g < 8; g++) {
                int part = at + (4 + g * Q4_K_PART) * GROUP;
                int xo = ((block + b) * 8 + g) * TILE;
                ShortDot.four(w, part + 2 * GROUP, rows.pairs, 32 * xo, sums, ShortSums.START);
                ShortSums.q4WithGroups(
                        w,
                        scratch.scales,
                        scratch.offsets,
                        part,
                        sums,
                        rows.starts,
                        rows.scales,
                        rows.sums,
                        xo,
                        scratch.y,
                        VectorKernels.ALIGN);
            }
        }
    }

    private void q6(byte[] w, int from, int blocks, int block, Scratch scratch) {
        short[] sums = scratch.sums;
        for (int b = 0; b < blocks; b++) {
            int at = from + b * Q6_K_BLOCK * GROUP;
            ShortSums.f16(w, at, scratch.scales, VectorKernels.ALIGN);
            for (int g = 0; g < 16; g++) {
                int part = at + (18 + g * Q6_K_PART) * GROUP;
                int xo = ((block + b) * 8 + g / 2) * TILE;
                int run = ((block + b) * 32 + 2 * g) * TILE;
                int to = ShortSums.START;
                ShortDot.six(w, part, rows.pairs, 8 * run, sums, to);
                to += TILE * GROUP;
                ShortDot.six(w, part + 6 * GROUP, rows.pairs, 8 * (run + TILE), sums, to);
                ShortSums.q6(
                        w,
                        scratch.scales,
                        at + (2 + g) * GROUP,
                        sums,
                        rows.starts,
                        run,
                        rows.scales,
                        xo,
                        scratch.y,
                        VectorKernels.ALIGN);
            }
        }
    }
}
