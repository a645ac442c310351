package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;

/// Qwen 2 and 2.5: as Llama, with biases on queries, keys and values, and RoPE on halves.
final class Qwen2Family implements Family {
    @Override
    public String architecture() {
        return "qwen2";
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        return QwenLayers.read(file, config, (layer, rule) -> attention(layer, config, rule));
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
