package dev.candor.engine.model;

import static dev.candor.engine.model.TensorReader.integer;
import static dev.candor.engine.model.TensorReader.positive;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.kernel.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Llama 2 and 3, TinyLlama, Mistral: RMSNorm, RoPE on adjacent pairs, grouped-query attention,
/// SwiGLU, tied or untied output.
final class LlamaFamily implements Family {
    private static final int MAX_WIDTH = 1 << 17;
    private static final int MAX_FFN = 1 << 20;
    private static final int MAX_CONTEXT = 1 << 24;
    private static final String ROPE_FACTORS = "rope_freqs.weight";

    @Override
    public String architecture() {
        return "llama";
    }

    @Override
    public ModelConfig config(GgufFile file) {
        int width = integer(file, "llama.embedding_length", 1, MAX_WIDTH);
        int heads = integer(file, "llama.attention.head_count", 1, 1 << 12);
        int kvHeads = integer(file, "llama.attention.head_count_kv", 1, heads, heads);
        if (heads % kvHeads != 0) {
            throw new MalformedModelException(
                    file.path(),
                    "llama.attention.head_count_kv",
                    "is " + kvHeads + ", expected a divisor of " + heads + " heads");
        }
        int headDim =
                integer(file, "llama.attention.key_length", 2, 1 << 12, Math.max(2, width / heads));
        integer(file, "llama.attention.value_length", headDim, headDim, headDim);
        integer(file, "llama.expert_count", 0, 0, 0);
        int dimensions = integer(file, "llama.rope.dimension_count", 2, headDim, headDim);
        if (dimensions % 2 != 0) {
            throw new MalformedModelException(
                    file.path(),
                    "llama.rope.dimension_count",
                    "is " + dimensions + ", expected an even number");
        }
        return new ModelConfig(
                file.string("general.name", "unnamed"),
                architecture(),
                integer(file, "llama.block_count", 1, 1 << 12),
                width,
                integer(file, "llama.feed_forward_length", 1, MAX_FFN),
                heads,
                kvHeads,
                headDim,
                rows(file, "token_embd.weight"),
                integer(file, "llama.context_length", 1, MAX_CONTEXT),
                (float) positive(file, "llama.attention.layer_norm_rms_epsilon", 1e-5),
                rope(file, dimensions));
    }

    private static int rows(GgufFile file, String tensor) {
        long rows = file.tensor(tensor).rows();
        if (rows > 1 << 24) {
            throw new MalformedModelException(
                    file.path(),
                    "tensor " + tensor,
                    "has " + rows + " rows, expected a vocabulary");
        }
        return (int) rows;
    }

    /// Where the file names a factor but no type, the type is linear.
    private static Rope rope(GgufFile file, int dimensions) {
        double base = positive(file, "llama.rope.freq_base", 10000);
        Rope rope = Rope.plain(base, dimensions, factors(file, dimensions / 2));
        String type = file.string("llama.rope.scaling.type", "linear");
        double legacy = positive(file, "llama.rope.scale_linear", 1);
        double factor = positive(file, "llama.rope.scaling.factor", legacy);
        return switch (type) {
            case "none" -> rope;
            case "linear" -> rope.linear(factor);
            case "yarn" ->
                    rope.yarn(
                            base,
                            factor,
                            integer(
                                    file,
                                    "llama.rope.scaling.original_context_length",
                                    1,
                                    MAX_CONTEXT,
                                    integer(file, "llama.context_length", 1, MAX_CONTEXT)),
                            positive(file, "llama.rope.scaling.yarn_beta_fast", 32),
                            positive(file, "llama.rope.scaling.yarn_beta_slow", 1),
                            positive(file, "llama.rope.scaling.attn_factor", 1));
            default ->
                    throw new MalformedModelException(
                            file.path(),
                            "llama.rope.scaling.type",
                            "is `" + type + "`, expected none, linear or yarn");
        };
    }

    private static float @Nullable [] factors(GgufFile file, int pairs) {
        if (!file.hasTensor(ROPE_FACTORS)) {
            return null;
        }
        float[] factors = new TensorReader(file).vector(ROPE_FACTORS, pairs);
        for (int i = 0; i < pairs; i++) {
            if (!(factors[i] > 0) || Float.isInfinite(factors[i])) {
                throw new MalformedModelException(
                        file.path(),
                        "tensor " + ROPE_FACTORS,
                        "value " + i + " is " + factors[i] + ", expected a finite number above 0");
            }
        }
        return factors;
    }

    @Override
    public Weights weights(GgufFile file, ModelConfig c) {
        TensorReader tensors = new TensorReader(file);
        if (file.hasTensor(ROPE_FACTORS)) {
            tensors.vector(ROPE_FACTORS, c.rope().inverseFrequencies().length);
        }
        Matrix embedding = tensors.matrix("token_embd.weight", c.vocabulary(), c.width());
        int queries = c.heads() * c.headDim();
        int keys = c.kvHeads() * c.headDim();
        List<LayerWeights> layers = new ArrayList<>();
        for (int l = 0; l < c.layers(); l++) {
            String at = "blk." + l + ".";
            layers.add(
                    new LayerWeights(
                            tensors.vector(at + "attn_norm.weight", c.width()),
                            tensors.matrix(at + "attn_q.weight", queries, c.width()),
                            tensors.matrix(at + "attn_k.weight", keys, c.width()),
                            tensors.matrix(at + "attn_v.weight", keys, c.width()),
                            tensors.matrix(at + "attn_output.weight", c.width(), queries),
                            tensors.vector(at + "ffn_norm.weight", c.width()),
                            tensors.matrix(at + "ffn_gate.weight", c.ffn(), c.width()),
                            tensors.matrix(at + "ffn_up.weight", c.ffn(), c.width()),
                            tensors.matrix(at + "ffn_down.weight", c.width(), c.ffn())));
        }
        float[] outputNorm = tensors.vector("output_norm.weight", c.width());
        Matrix output =
                file.hasTensor("output.weight")
                        ? tensors.matrix("output.weight", c.vocabulary(), c.width())
                        : embedding;
        tensors.requireAllTaken();
        return new Weights(embedding, layers, outputNorm, output);
    }
}
