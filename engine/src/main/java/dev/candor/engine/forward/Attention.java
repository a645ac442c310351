package dev.candor.engine.forward;

import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.AttentionRule;
import dev.candor.engine.model.ModelConfig;
import java.util.Arrays;

/// Grouped-query attention of the rows of a chunk over their own sequences' pages.
final class Attention {
    private static final int PAGE = KvPages.POSITIONS;

    private final ModelConfig config;
    private final Kernels kernels;
    private final Workers workers;
    private final KvPages pages;
    private final float[][] scores;

    Attention(ModelConfig config, Kernels kernels, Workers workers, KvPages pages) {
        this.config = config;
        this.kernels = kernels;
        this.workers = workers;
        this.pages = pages;
        this.scores = new float[workers.threads()][0];
    }

    /// Writes one row's rotated key and value into its page.
    ///
    /// @param key shape [kvHeads, headDim] from `from`, like `value`
    void store(int layer, Chunk chunk, int row, float[] key, float[] value, int from) {
        int headDim = config.headDim();
        int at = chunk.position(row) % PAGE;
        float[] page = page(chunk.sequence(row), chunk.position(row)).data;
        for (int g = 0; g < config.kvHeads(); g++) {
            int keys = pages.keys(layer, g) + at;
            for (int d = 0; d < headDim; d++) {
                page[keys + d * PAGE] = key[from + g * headDim + d];
            }
            System.arraycopy(
                    value,
                    from + g * headDim,
                    page,
                    pages.values(layer, g) + at * headDim,
                    headDim);
        }
    }

    private static KvPages.Page page(Sequence sequence, int position) {
        return sequence.own.get(position / PAGE);
    }

    /// `out[row, head] = softmax(scale · q·K) · V` over the positions that `rule` lets a row see,
    /// up to its own.
    ///
    /// @param query rotated, shape [rows, heads, headDim], like `out`
    void attend(int layer, AttentionRule rule, Chunk chunk, float[] query, float[] out) {
        int group = config.heads() / config.kvHeads();
        workers.run(
                chunk.count() * config.kvHeads(),
                (item, thread) -> {
                    int row = item / config.kvHeads();
                    int kvHead = item % config.kvHeads();
                    for (int head = kvHead * group; head < (kvHead + 1) * group; head++) {
                        int at = (row * config.heads() + head) * config.headDim();
                        head(layer, rule, chunk, row, kvHead, query, out, at, thread);
                    }
                });
    }

    private void head(
            int layer,
            AttentionRule rule,
            Chunk chunk,
            int row,
            int kvHead,
            float[] query,
            float[] out,
            int at,
            int thread) {
        int headDim = config.headDim();
        int positions = chunk.position(row) + 1;
        int first = Math.max(0, positions - rule.window());
        Sequence sequence = chunk.sequence(row);
        int padded = (positions + PAGE - 1) / PAGE * PAGE;
        if (scores[thread].length < padded) {
            scores[thread] = new float[2 * padded];
        }
        float[] weights = scores[thread];
        int keys = pages.keys(layer, kvHead);
        int values = pages.values(layer, kvHead);
        int firstPage = first / PAGE * PAGE;
        for (int p = firstPage; p < positions; p += PAGE) {
            float[] page = page(sequence, p).data;
            kernels.scores(query, at, page, keys, headDim, PAGE, rule.scale(), weights, p);
        }
        if (rule.softCap() < Float.POSITIVE_INFINITY) {
            kernels.softCap(weights, first, positions - first, rule.softCap());
        }
        kernels.softmax(weights, first, positions - first);
        Arrays.fill(out, at, at + headDim, 0f);
        for (int p = firstPage; p < positions; p += PAGE) {
            float[] page = page(sequence, p).data;
            int from = Math.max(first, p);
            int count = Math.min(p + PAGE, positions) - from;
            int rows = values + (from - p) * headDim;
            kernels.weightedSum(weights, from, count, page, rows, headDim, out, at);
        }
    }
}
