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
    private final EightBitRows rows = new EightBitRows();
    private ShortSums[] scratches = new ShortSums[0];

    void matmul(Interleaved w, float[] x, int n, float[] y, Workers workers) {
        if (scratches.length < workers.threads()) {
            scratches = new ShortSums[workers.threads()];
            Arrays.setAll(scratches, i -> new ShortSums());
        }
        boolean six = w.type() == TensorType.Q6_K;
        int tile = n == 1 ? 1 : TILE;
        rows.load(x, n, w.columns(), tile, six ? 8 : 32, six ? 32 : 8, workers);
        for (int first = 0; first < n; first += BLOCK_TOKENS) {
            int from = first;
            int to = Math.min(n, first + BLOCK_TOKENS);
            workers.run(
                    w.groups(),
                    (group, thread) -> {
                        ShortSums sums = scratches[thread];
                        for (int t = from; t < to; t += tile) {
                            tile(w, group, t / tile, tile, sums);
                            store(w, group, sums.y, y, t, Math.min(tile, to - t));
                        }
                    });
        }
    }

    private static void store(
            Interleaved w, int group, float[] from, float[] y, int token, int tokens) {
        int row = group * GROUP;
        int count = Math.min(GROUP, w.rows() - row);
        for (int t = 0; t < tokens; t++) {
            System.arraycopy(
                    from, VectorKernels.ALIGN + t * GROUP, y, (token + t) * w.rows() + row, count);
        }
    }

    /// @param i of the tile
    private void tile(Interleaved w, int group, int i, int tile, ShortSums sums) {
        Arrays.fill(sums.y, 0f);
        int blocks = w.columns() / w.type().blockValues();
        int from = w.from(group);
        for (int b = 0; b < blocks; b++) {
            switch (w.type()) {
                case Q4_0 ->
                        q4(w.bytes(), from + b * Q4_0_BLOCK * GROUP, i * blocks + b, tile, sums);
                case Q4_K ->
                        q4WithGroups(
                                w.bytes(),
                                from + b * Q4_K_BLOCK * GROUP,
                                i * blocks + b,
                                tile,
                                sums);
                default -> q6(w.bytes(), from + b * Q6_K_BLOCK * GROUP, i * blocks + b, tile, sums);
            }
        }
    }

    /// @param block of the tile among all tiles' blocks
    private void q4(byte[] w, int at, int block, int tile, ShortSums sums) {
        int xo = block * tile;
        four(w, at + 2 * GROUP, xo, tile, sums);
        sums.block(w, at);
        sums.q4(rows, xo, tile);
    }

    private void q4WithGroups(byte[] w, int at, int block, int tile, ShortSums sums) {
        sums.blockWithOffsets(w, at);
        for (int g = 0; g < 8; g++) {
            int part = at + (4 + g * Q4_K_PART) * GROUP;
            int xo = (block * 8 + g) * tile;
            four(w, part + 2 * GROUP, xo, tile, sums);
            sums.q4WithGroups(w, part, rows, xo, tile);
        }
    }

    private void four(byte[] w, int at, int xo, int tile, ShortSums sums) {
        if (tile == 1) {
            ShortDotOne.four(w, at, rows.pairs, 32 * xo, sums.sums, ShortSums.START);
        } else {
            ShortDot.four(w, at, rows.pairs, 32 * xo, sums.sums, ShortSums.START);
        }
    }

    private void q6(byte[] w, int at, int block, int tile, ShortSums sums) {
        sums.block(w, at);
        for (int g = 0; g < 16; g++) {
            int part = at + (2 + g * Q6_K_PART) * GROUP;
            int run = (block * 32 + 2 * g) * tile;
            if (tile == 1) {
                ShortDotOne.six(w, part + GROUP, rows.pairs, 8 * run, sums.sums, ShortSums.START);
            } else {
                ShortDot.six(w, part + GROUP, rows.pairs, 8 * run, sums.sums, ShortSums.START);
            }
            sums.q6(w, part, rows, run, (block * 8 + g / 2) * tile, tile);
        }
    }
}
