package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import org.jspecify.annotations.Nullable;

/// What the Gemmas share.
final class GemmaLayers {
    private GemmaLayers() {}

    /// A key that GGUF files of these families lack; see [#attentionScale].
    static final String SCALE = "attention.scale";

    /// As the file says; else 1/√headDim, or for the model of `largest` layers 1/√(d / heads).
    static float attentionScale(Keys keys, ModelConfig config, int largest) {
        if (keys.has(SCALE)) {
            return (float) keys.positive(SCALE, 1);
        }
        int over = config.layers() == largest ? config.width() / config.heads() : config.headDim();
        return (float) (1 / Math.sqrt(over));
    }

    static LayerWeights layer(
            LayerReader layer,
            ModelConfig config,
            @Nullable Norm queryNorm,
            @Nullable Norm keyNorm,
            AttentionRule rule) {
        return new LayerWeights(
                new SelfAttention(
                        layer.norm("attn_norm"),
                        layer.linear("attn_q", config.queryWidth()),
                        layer.linear("attn_k", config.keyWidth()),
                        layer.linear("attn_v", config.keyWidth()),
                        queryNorm,
                        keyNorm,
                        rule,
                        layer.attentionOutput(),
                        layer.norm("post_attention_norm")),
                new FeedForward(
                        layer.norm("ffn_norm"),
                        Activation.GEGLU,
                        layer.gate(),
                        layer.up(),
                        layer.down(),
                        layer.norm("post_ffw_norm")));
    }

    /// @param softCap of the logits
    static Weights read(
            GgufModel file, ModelConfig config, RmsNormModel.Layers layers, float softCap) {
        float scale = (float) Math.sqrt(config.width());
        return RmsNormModel.read(file, config, new TensorReader(file), layers, scale, softCap);
    }
}
