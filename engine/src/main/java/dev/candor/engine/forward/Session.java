package dev.candor.engine.forward;

import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.FeedForward;
import dev.candor.engine.model.LayerWeights;
import dev.candor.engine.model.Linear;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.model.Norm;
import dev.candor.engine.model.OutputHead;
import dev.candor.engine.model.SelfAttention;
import dev.candor.engine.model.Weights;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

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
    private final RopeTables ropes;
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
        this.ropes = new RopeTables(weights.layers());
        this.attention = new Attention(config, kernels, workers, pages);
    }

    public ModelConfig config() {
        return config;
    }

    /// Most tokens of a sequence.
    public int context() {
        return config.context();
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

    /// The same of some columns, see [Model#downColumnNorms].
    ///
    /// @return shape [neurons]
    public float[] downColumnNorms(int layer, int[] neurons) {
        return model.downColumnNorms(layer, neurons, kernels);
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
        ropes.ensure(longest);
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
        embed();
        for (int layer = 0; layer < config.layers(); layer++) {
            LayerWeights w = weights.layers().get(layer);
            attend(layer, w.attention());
            feedForward(layer, w.feedForward(), tap);
            tap.residual(layer, chunk, residual);
        }
        output(weights.output(), tap);
        chunk.clear();
    }

    private void embed() {
        int d = config.width();
        float scale = weights.embedding().scale();
        Matrix positions = weights.embedding().positions();
        for (int row = 0; row < chunk.count(); row++) {
            int from = row * d;
            kernels.decode(weights.embedding().tokens(), chunk.token(row), 0, d, residual, from);
            if (scale != 1) {
                for (int i = from; i < from + d; i++) {
                    residual[i] *= scale;
                }
            }
            if (positions != null) {
                kernels.decode(positions, chunk.position(row), 0, d, normed, from);
                for (int i = from; i < from + d; i++) {
                    residual[i] += normed[i];
                }
            }
        }
    }

    private void attend(int layer, SelfAttention w) {
        int n = chunk.count();
        norm(w.norm(), residual, normed);
        linear(w.wQuery(), normed, n, query);
        linear(w.wKey(), normed, n, key);
        linear(w.wValue(), normed, n, value);
        RopeTable rope = ropes.of(layer);
        for (int row = 0; row < n; row++) {
            turn(w.queryNorm(), rope, row, query, config.heads());
            turn(w.keyNorm(), rope, row, key, config.kvHeads());
            attention.store(layer, chunk, row, key, value, row * config.keyWidth());
        }
        attention.attend(layer, w.rule(), chunk, query, attended);
        kernels.matmul(w.wOutput().weight(), attended, n, h, workers);
        addToResidual(w.wOutput().bias(), w.postNorm());
    }

    /// Norms and rotates every head of one row of queries or keys.
    private void turn(
            @Nullable Norm norm, @Nullable RopeTable rope, int row, float[] values, int heads) {
        for (int head = row * heads; head < (row + 1) * heads; head++) {
            int at = head * config.headDim();
            if (norm != null) {
                norm.apply(kernels, values, at, values, at);
            }
            if (rope != null) {
                rope.rotate(values, at, chunk.position(row));
            }
        }
    }

    private void feedForward(int layer, FeedForward w, ForwardTap tap) {
        int n = chunk.count();
        norm(w.norm(), residual, normed);
        if (w.wGate() != null) {
            linear(w.wGate(), normed, n, gate);
        }
        linear(w.wUp(), normed, n, up);
        int f = config.ffn();
        workers.run(
                n,
                (row, thread) -> {
                    switch (w.activation()) {
                        case SWIGLU -> kernels.swiglu(gate, up, z, row * f, f);
                        case GEGLU -> kernels.geglu(gate, up, z, row * f, f);
                        case GELU -> kernels.gelu(up, z, row * f, f);
                    }
                });
        tap.activations(layer, chunk, z);
        for (int row = 0; row < n; row++) {
            chunk.gains(row).apply(layer, z, row * f);
        }
        kernels.matmul(w.wDown().weight(), z, n, h, workers);
        tap.ffn(layer, chunk, z, h);
        addToResidual(w.wDown().bias(), w.postNorm());
    }

    private void linear(Linear w, float[] x, int n, float[] y) {
        kernels.matmul(w.weight(), x, n, y, workers);
        addBias(w.bias(), n, y);
    }

    private static void addBias(float @Nullable [] bias, int n, float[] y) {
        if (bias == null) {
            return;
        }
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < bias.length; i++) {
                y[row * bias.length + i] += bias[i];
            }
        }
    }

    private void norm(Norm norm, float[] x, float[] y) {
        int d = config.width();
        for (int row = 0; row < chunk.count(); row++) {
            norm.apply(kernels, x, row * d, y, row * d);
        }
    }

    /// What a half of a layer computed joins the residual: `h`, its bias, then its norm.
    private void addToResidual(float @Nullable [] bias, @Nullable Norm postNorm) {
        addBias(bias, chunk.count(), h);
        if (postNorm != null) {
            norm(postNorm, h, h);
        }
        for (int i = 0; i < chunk.count() * config.width(); i++) {
            residual[i] += h[i];
        }
    }

    private void output(OutputHead w, ForwardTap tap) {
        int d = config.width();
        int wanted = 0;
        Chunk rows = new Chunk(chunk.count());
        for (int row = 0; row < chunk.count(); row++) {
            if (chunk.logitRow(row) >= 0) {
                w.norm().apply(kernels, residual, row * d, normed, wanted * d);
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
        kernels.matmul(w.weight(), normed, wanted, chunkLogits, workers);
        if (w.softCap() < Float.POSITIVE_INFINITY) {
            workers.run(
                    wanted,
                    (row, thread) ->
                            kernels.softCap(
                                    chunkLogits, row * vocabulary, vocabulary, w.softCap()));
        }
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
