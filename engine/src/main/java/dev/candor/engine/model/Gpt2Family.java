package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.kernel.Matrix;
import java.util.ArrayList;
import java.util.List;

/// GPT-2: learned positions, LayerNorm, biases everywhere, q, k and v in one tensor, gelu without a
/// gate.
final class Gpt2Family implements Family {
    @Override
    public String architecture() {
        return "gpt2";
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        Keys keys = new Keys(file, config.family());
        keys.requireNoWindow(config.context());
        float epsilon = (float) keys.positive("attention.layer_norm_epsilon", 1e-5);
        TensorReader tensors = new TensorReader(file);
        int d = config.width();
        Matrix tokens = tensors.embedding(config);
        Matrix positions = tensors.matrix("position_embd.weight", config.context(), d);
        List<LayerWeights> layers = new ArrayList<>();
        for (int l = 0; l < config.layers(); l++) {
            layers.add(layer(tensors, config, epsilon, "blk." + l + "."));
        }
        OutputHead output =
                new OutputHead(
                        tensors.layerNorm("output_norm", d, epsilon),
                        tensors.output(config, tokens),
                        Float.POSITIVE_INFINITY);
        tensors.requireAllTaken();
        return new Weights(new Embedding(tokens, 1, positions), layers, output);
    }

    private static LayerWeights layer(
            TensorReader tensors, ModelConfig config, float epsilon, String at) {
        int d = config.width();
        int queries = config.queryWidth();
        int keys = config.keyWidth();
        Linear fused = tensors.biased(at + "attn_qkv", queries + 2 * keys, d);
        return new LayerWeights(
                new SelfAttention(
                        tensors.layerNorm(at + "attn_norm", d, epsilon),
                        fused.rows(0, queries),
                        fused.rows(queries, keys),
                        fused.rows(queries + keys, keys),
                        null,
                        null,
                        AttentionRule.plain(null, config.headDim()),
                        tensors.biased(at + "attn_output", d, queries),
                        null),
                new FeedForward(
                        tensors.layerNorm(at + "ffn_norm", d, epsilon),
                        Activation.GELU,
                        null,
                        tensors.biased(at + "ffn_up", config.ffn(), d),
                        tensors.biased(at + "ffn_down", d, config.ffn()),
                        null));
    }
}
