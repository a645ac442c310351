package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.model.Rope.Pairing;

/// Qwen 2 and 2.5: as Llama, with biases on queries, keys and values, and RoPE on halves.
final class Qwen2Family implements Family {
    @Override
    public String architecture() {
        return "qwen2";
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        new Keys(file, config.family()).requireNoWindow(config.context());
        RopeReader ropes = new RopeReader(file, config, Pairing.HALVES);
        ropes.requireScaling("none", "linear", "yarn");
        AttentionRule rule = AttentionRule.plain(ropes.scaled(null), config.headDim());
        return RmsNormModel.read(
                file,
                config,
                new TensorReader(file),
                (layer, l) -> new LayerWeights(attention(layer, config, rule), layer.swiglu()));
    }

    private static SelfAttention attention(
            LayerReader layer, ModelConfig config, AttentionRule rule) {
        return new SelfAttention(
                layer.norm("attn_norm"),
                layer.biased("attn_q", config.queryWidth()),
                layer.biased("attn_k", config.keyWidth()),
                layer.biased("attn_v", config.keyWidth()),
                null,
                null,
                rule,
                layer.attentionOutput(),
                null);
    }
}
