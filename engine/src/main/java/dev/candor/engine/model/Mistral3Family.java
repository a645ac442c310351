package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;

/// The text part of Mistral Small 3.1, where the file does not call it `llama`: the same layers.
/// Ministral 3, which shares the name, scales queries by their position and is refused.
final class Mistral3Family implements Family {
    @Override
    public String architecture() {
        return "mistral3";
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        new Keys(file, config.family()).requireNoWindow(config.context());
        TensorReader tensors = new TensorReader(file);
        RopeReader ropes = new RopeReader(file, config, LlamaFamily.pairing(file));
        ropes.requireUnscaled();
        AttentionRule rule = AttentionRule.plain(ropes.scaled(null), config.headDim());
        return RmsNormModel.read(
                file,
                config,
                tensors,
                (layer, l) -> new LayerWeights(layer.attention(rule), layer.swiglu()));
    }
}
