package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.model.Rope.Pairing;
import java.util.function.BiFunction;

/// What Qwen 2 and Qwen 3 have in common: all but their attention's tensors.
final class QwenLayers {
    private QwenLayers() {}

    /// RoPE on halves, no window, SwiGLU.
    ///
    /// @param attention of a layer, by the rule of all
    static Weights read(
            GgufModel file,
            ModelConfig config,
            BiFunction<LayerReader, AttentionRule, SelfAttention> attention) {
        new Keys(file, config.family()).requireNoWindow(config.context());
        RopeReader ropes = new RopeReader(file, config, Pairing.HALVES);
        ropes.requireScaling("none", "linear", "yarn");
        AttentionRule rule = AttentionRule.plain(ropes.scaled(null), config.headDim());
        return RmsNormModel.read(
                file,
                config,
                new TensorReader(file),
                (layer, l) -> new LayerWeights(attention.apply(layer, rule), layer.swiglu()));
    }
}
