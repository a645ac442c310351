package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.model.Rope.Pairing;

/// Gemma 3, text part: as Gemma 2 with a norm on each head's query and key instead of soft caps;
/// five of six layers have a window and turn by a base of their own.
final class Gemma3Family implements Family {
    /// Layers of the 27B model, whose attention scale goes by d / heads and not by the head.
    private static final int LARGEST = 62;

    @Override
    public String architecture() {
        return "gemma3";
    }

    @Override
    public ModelConfig config(GgufModel file) {
        return ShapeReader.read(file, architecture(), GemmaLayers.SCALE);
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        Keys keys = new Keys(file, config.family());
        RopeReader ropes = new RopeReader(file, config, Pairing.HALVES);
        ropes.requireScaling("none", "linear");
        float scale = GemmaLayers.attentionScale(keys, config, LARGEST);
        float noCap = Float.POSITIVE_INFINITY;
        AttentionRule all =
                new AttentionRule(ropes.scaled(null), scale, AttentionRule.EVERYTHING, noCap);
        int window = keys.integer("attention.sliding_window", 1, ShapeReader.MAX_CONTEXT);
        Rope localRope = ropes.unscaled(keys.positive("rope.freq_base_swa", 10000));
        AttentionRule near = new AttentionRule(localRope, scale, window, noCap);
        boolean[] local = keys.pattern("attention.sliding_window_pattern", config.layers(), 6);
        return GemmaLayers.read(
                file,
                config,
                (layer, l) ->
                        GemmaLayers.layer(
                                layer,
                                config,
                                layer.headNorm("attn_q_norm"),
                                layer.headNorm("attn_k_norm"),
                                local[l] ? near : all),
                keys.has("final_logit_softcapping")
                        ? (float) keys.positive("final_logit_softcapping", 30)
                        : noCap);
    }
}
