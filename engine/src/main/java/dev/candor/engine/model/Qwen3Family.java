package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;

/// Qwen 3: as Llama, with a norm on each head's query and key, and RoPE on halves.
final class Qwen3Family implements Family {
    @Override
    public String architecture() {
        return "qwen3";
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        return QwenLayers.read(file, config, (layer, rule) -> attention(layer, config, rule));
    }

    private static SelfAttention attention(
            LayerReader layer, ModelConfig config, AttentionRule rule) {
        return new SelfAttention(
                layer.norm("attn_norm"),
                layer.linear("attn_q", config.queryWidth()),
                layer.linear("attn_k", config.keyWidth()),
                layer.linear("attn_v", config.keyWidth()),
                layer.headNorm("attn_q_norm"),
                layer.headNorm("attn_k_norm"),
                rule,
                layer.attentionOutput(),
                null);
    }
}
