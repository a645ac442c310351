package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.model.Rope.Pairing;

/// Gemma 2: GeGLU, norms before and behind both halves of a layer, soft caps on scores and logits,
/// every other layer with a window, an embedding times √d.
final class Gemma2Family implements Family {
    /// Layers of the 27B model, whose attention scale goes by d / heads and not by the head.
    private static final int LARGEST = 46;

    @Override
    public String architecture() {
        return "gemma2";
    }

    @Override
    public ModelConfig config(GgufModel file) {
        return ShapeReader.read(file, architecture(), GemmaLayers.SCALE);
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        Keys keys = new Keys(file, config.family());
        RopeReader ropes = new RopeReader(file, config, Pairing.HALVES);
        ropes.requireScaling("none", "linear", "yarn");
        AttentionRule all =
                new AttentionRule(
                        ropes.scaled(null),
                        GemmaLayers.attentionScale(keys, config, LARGEST),
                        AttentionRule.EVERYTHING,
                        (float) keys.positive("attn_logit_softcapping", 50));
        AttentionRule near =
                all.within(
                        keys.integer("attention.sliding_window", 1, ShapeReader.MAX_CONTEXT, 4096));
        boolean[] local = keys.pattern("attention.sliding_window_pattern", config.layers(), 2);
        return GemmaLayers.read(
                file,
                config,
                (layer, l) -> GemmaLayers.layer(layer, config, null, null, local[l] ? near : all),
                (float) keys.positive("final_logit_softcapping", 30));
    }
}
