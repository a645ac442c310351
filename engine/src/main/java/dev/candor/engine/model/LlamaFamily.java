package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.model.Rope.Pairing;

/// Llama 1 to 3.3, TinyLlama, Mistral 7B: RMSNorm, RoPE on adjacent pairs, grouped-query attention,
/// SwiGLU, tied or untied output.
final class LlamaFamily implements Family {
    @Override
    public String architecture() {
        return "llama";
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        new Keys(file, config.family()).requireNoWindow(config.context());
        TensorReader tensors = new TensorReader(file);
        RopeReader ropes = new RopeReader(file, config, pairing(file));
        ropes.requireScaling("none", "linear", "yarn");
        Rope rope = ropes.scaled(tensors.ropeFactors("rope_freqs.weight", ropes.pairs()));
        AttentionRule rule = AttentionRule.plain(rope, config.headDim());
        return RmsNormModel.read(
                file,
                config,
                tensors,
                (layer, l) -> new LayerWeights(layer.attention(rule), layer.swiglu()));
    }

    /// Adjacent dimensions in a GGUF file, whose converter reorders the rows of queries and keys.
    static Pairing pairing(GgufModel file) {
        return file.hasRowsAsTrained() ? Pairing.HALVES : Pairing.ADJACENT;
    }
}
