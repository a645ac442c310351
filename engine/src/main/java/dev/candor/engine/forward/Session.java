package dev.candor.engine.forward;

import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.LayerWeights;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.model.Weights;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import java.util.function.IntConsumer;

/// Runs a model over batches of sequences. Owns the KV cache and the buffers; for one thread at a
/// time. A sequence's logits depend on its own tokens and gains alone, to the bit: not on its
/// neighbours, the batch's width or how a prompt was cut into chunks.
public final class Session {
    /// Rows computed together; longer batches are cut.
    private static final int CHUNK_ROWS = 512;

    private final Model model;
    private final ModelConfig config;
    private final Weights weights;
    private final Kernels kernels;
    private final Workers workers;
    private final KvPages pages;
    private final RopeTable rope;
    private final Attention attention;
    private final Chunk chunk = new Chunk(CHUNK_ROWS);

    /// Shapes [rows, …]: residual, normed and h [d]; query and attended [heads·headDim]; key and
    /// value [kvHeads·headDim]; gate, up and z [ffn].
    private float[] residual = new float[0];

    private float[] normed = new float[0];
    private float[] h = new float[0];
    private float[] query = new float[0];
    private float[] attended = new float[0];
    private float[] key = new float[0];
    private float[] value = new float[0];
    private float[] gate = new float[0];
    private float[] up = new float[0];
    private float[] z = new float[0];
    private float[] logits = new float[0];
    private float[] chunkLogits = new float[0];
    private int rowCapacity;

    /// @param workers stay the caller's to close
    public Session(Model model, Kernels kernels, Workers workers) {
        this.model = model;
        this.config = model.config();
        this.weights = model.weights();
        this.kernels = kernels;
        this.workers = workers;
        this.pages = new KvPages(config);
        this.rope = new RopeTable(config.rope());
        this.attention = new Attention(config, kernels, workers, pages);
    }

    public ModelConfig config() {
        return config;
    }

    public Workers workers() {
        return workers;
    }

    /// Runs `task` for items 0 … items−1 on the session's threads and returns when all are done;
    /// taps may call it.
    public void parallel(int items, IntConsumer task) {
        workers.run(items, (item, thread) -> task.accept(item));
    }

    public Kernels kernels() {
        return kernels;
    }

    /// ‖wDown[:, j]‖₂ of one layer, see [Model#downColumnNorms].
    ///
    /// @return shape [ffn]
    public float[] downColumnNorms(int layer) {
        return model.downColumnNorms(layer, kernels);
    }

    /// An empty sequence.
    public Sequence sequence() {
        return new Sequence(pages);
    }

    /// A new sequence that has read the first `tokens` tokens of `sequence`, sharing their keys and
    /// values. Valid for equal gains only.
    public Sequence fork(Sequence sequence, int tokens) {
        sequence.requireUsableWith(pages);
        return sequence.fork(tokens);
    }

    /// Reads the batch's tokens. A batch that is refused (context, vocabulary, gains, a closed
    /// sequence) leaves all its sequences as they were; after any other exception close them.
    ///
    /// @param tap sees every layer of every row
    /// @param gains of each sequence; a sequence must keep the gains it began with
    /// @throws ContextExceededException if a sequence would outgrow the model's context
    /// @throws NonFiniteLogitsException if a logit is NaN or infinite
    public Logits forward(Batch batch, ForwardTap tap, Batch.SequenceGains gains) {
        int[] firstRow = new int[batch.entries.size() + 1];
        Gains[] entryGains = new Gains[batch.entries.size()];
        int longest = 0;
        for (int e = 0; e < entryGains.length; e++) {
            Batch.Entry entry = batch.entries.get(e);
            entry.sequence().requireUsableWith(pages);
            int length = entry.sequence().length() + entry.tokens().length;
            if (length > config.context()) {
                throw new ContextExceededException(length, config.context());
            }
            for (int token : entry.tokens()) {
                if (token < 0 || token >= config.vocabulary()) {
                    throw new IllegalArgumentException(
                            "token "
                                    + token
                                    + " is outside the vocabulary of "
                                    + config.vocabulary());
                }
            }
            longest = Math.max(longest, length);
            firstRow[e + 1] = Math.addExact(firstRow[e], entry.logitRows());
            entryGains[e] = gains.of(entry.sequence());
            entryGains[e].requireShape(config.layers(), config.ffn());
        }
        int logitRows = firstRow[entryGains.length];
        logits = atLeast(logits, logitRows, config.vocabulary());
        rope.ensure(longest);
        chunk.clear();
        for (int e = 0; e < entryGains.length; e++) {
            Batch.Entry entry = batch.entries.get(e);
            int position = entry.sequence().length();
            int tokens = entry.tokens().length;
            entry.sequence().grow(tokens);
            for (int i = 0; i < tokens; i++) {
                int skipped = tokens - entry.logitRows();
                int row = i < skipped ? -1 : firstRow[e] + i - skipped;
                chunk.add(e, entry.sequence(), position + i, entry.tokens()[i], entryGains[e], row);
                if (chunk.isFull()) {
                    run(tap);
                }
            }
        }
        run(tap);
        return new Logits(logits, config.vocabulary(), firstRow);
    }

    private void run(ForwardTap tap) {
        int n = chunk.count();
        if (n == 0) {
            return;
        }
        ensureRows(n);
        int d = config.width();
        for (int row = 0; row < n; row++) {
            kernels.decode(weights.embedding(), chunk.token(row), 0, d, residual, row * d);
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            layer(layer, tap);
        }
        output(tap);
        chunk.clear();
    }

    private void layer(int layer, ForwardTap tap) {
        LayerWeights w = weights.layers().get(layer);
        int n = chunk.count();
        int keys = config.kvHeads() * config.headDim();
        norm(w.attentionNorm());
        kernels.matmul(w.wQuery(), normed, n, query, workers);
        kernels.matmul(w.wKey(), normed, n, key, workers);
        kernels.matmul(w.wValue(), normed, n, value, workers);
        for (int row = 0; row < n; row++) {
            int position = chunk.position(row);
            for (int head = 0; head < config.heads(); head++) {
                rope.rotate(query, (row * config.heads() + head) * config.headDim(), position);
            }
            for (int head = 0; head < config.kvHeads(); head++) {
                rope.rotate(key, (row * config.kvHeads() + head) * config.headDim(), position);
            }
            attention.store(layer, chunk, row, key, value, row * keys);
        }
        attention.attend(layer, chunk, query, attended);
        kernels.matmul(w.wOutput(), attended, n, h, workers);
        addToResidual();

        norm(w.ffnNorm());
        kernels.matmul(w.wGate(), normed, n, gate, workers);
        kernels.matmul(w.wUp(), normed, n, up, workers);
        int f = config.ffn();
        workers.run(
                n,
                (row, thread) -> {
                    kernels.swiglu(gate, up, z, row * f, f);
                    chunk.gains(row).apply(layer, z, row * f);
                });
        kernels.matmul(w.wDown(), z, n, h, workers);
        tap.ffn(layer, chunk, z, h);
        addToResidual();
        tap.residual(layer, chunk, residual);
    }

    private void norm(float[] weight) {
        int d = config.width();
        for (int row = 0; row < chunk.count(); row++) {
            kernels.rmsNorm(residual, row * d, weight, config.epsilon(), normed, row * d, d);
        }
    }

    private void addToResidual() {
        for (int i = 0; i < chunk.count() * config.width(); i++) {
            residual[i] += h[i];
        }
    }

    private void output(ForwardTap tap) {
        int d = config.width();
        int wanted = 0;
        Chunk rows = new Chunk(chunk.count());
        for (int row = 0; row < chunk.count(); row++) {
            if (chunk.logitRow(row) >= 0) {
                kernels.rmsNorm(
                        residual,
                        row * d,
                        weights.outputNorm(),
                        config.epsilon(),
                        normed,
                        wanted * d,
                        d);
                rows.add(
                        chunk.entry(row),
                        chunk.sequence(row),
                        chunk.position(row),
                        chunk.token(row),
                        chunk.gains(row),
                        chunk.logitRow(row));
                wanted++;
            }
        }
        if (wanted == 0) {
            return;
        }
        int vocabulary = config.vocabulary();
        chunkLogits = atLeast(chunkLogits, wanted, vocabulary);
        kernels.matmul(weights.output(), normed, wanted, chunkLogits, workers);
        for (int i = 0; i < wanted; i++) {
            requireFinite(rows, i);
            System.arraycopy(
                    chunkLogits, i * vocabulary, logits, rows.logitRow(i) * vocabulary, vocabulary);
        }
        tap.logits(rows, chunkLogits);
    }

    private void requireFinite(Chunk rows, int row) {
        float sum = 0;
        int from = row * config.vocabulary();
        for (int i = from; i < from + config.vocabulary(); i++) {
            sum += chunkLogits[i] * 0f;
        }
        if (sum != 0) {
            throw new NonFiniteLogitsException(rows.entry(row), rows.position(row));
        }
    }

    private void ensureRows(int rows) {
        if (rows <= rowCapacity) {
            return;
        }
        rowCapacity = Math.min(CHUNK_ROWS, Math.max(rows, 2 * rowCapacity));
        int queries = config.heads() * config.headDim();
        int keys = config.kvHeads() * config.headDim();
        residual = atLeast(residual, rowCapacity, config.width());
        normed = atLeast(normed, rowCapacity, config.width());
        h = atLeast(h, rowCapacity, config.width());
        query = atLeast(query, rowCapacity, queries);
        attended = atLeast(attended, rowCapacity, queries);
        key = atLeast(key, rowCapacity, keys);
        value = atLeast(value, rowCapacity, keys);
        gate = atLeast(gate, rowCapacity, config.ffn());
        up = atLeast(up, rowCapacity, config.ffn());
        z = atLeast(z, rowCapacity, config.ffn());
    }

    private static float[] atLeast(float[] buffer, int rows, int columns) {
        int wanted = Math.multiplyExact(rows, columns);
        return buffer.length >= wanted ? buffer : new float[wanted];
    }
}
