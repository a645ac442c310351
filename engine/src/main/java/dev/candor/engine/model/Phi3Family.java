package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.model.Rope.Pairing;

/// Phi-3 and Phi-4-mini: as Llama, with q, k and v in one tensor, gate and up in another, RoPE on
/// halves.
///
/// Models of a long context have two lists of rope factors, for sequences within the original
/// context and for longer ones. Changing from one to the other would change keys that are already
/// stored, so these models run within the original context, by the short factors. A window of the
/// file is left aside, as llama.cpp does.
final class Phi3Family implements Family {
    private static final String SHORT = "rope_factors_short.weight";
    private static final String LONG = "rope_factors_long.weight";

    @Override
    public String architecture() {
        return "phi3";
    }

    @Override
    public ModelConfig config(GgufModel file) {
        ModelConfig config = ShapeReader.read(file, architecture());
        return file.hasTensor(SHORT)
                ? config.withContext(
                        Math.min(config.context(), ropes(file, config).originalContext()))
                : config;
    }

    private static RopeReader ropes(GgufModel file, ModelConfig config) {
        return new RopeReader(file, config, Pairing.HALVES);
    }

    @Override
    public Weights weights(GgufModel file, ModelConfig config) {
        TensorReader tensors = new TensorReader(file);
        RopeReader ropes = ropes(file, config);
        ropes.requireScaling("none", "linear", "longrope");
        Rope rope = ropes.scaled(tensors.ropeFactors(SHORT, ropes.pairs()));
        tensors.ropeFactors(LONG, ropes.pairs());
        AttentionRule rule = AttentionRule.plain(rope, config.headDim());
        return RmsNormModel.read(
                file,
                config,
                tensors,
                (layer, l) ->
                        new LayerWeights(
                                attention(layer, config, rule), feedForward(layer, config)));
    }

    /// Those of wGate.
    @Override
    public int rowsBeforeUp(ModelConfig config) {
        return config.ffn();
    }

    private static SelfAttention attention(
            LayerReader layer, ModelConfig config, AttentionRule rule) {
        int queries = config.queryWidth();
        int keys = config.keyWidth();
        Linear fused = layer.linear("attn_qkv", queries + 2 * keys);
        return new SelfAttention(
                layer.norm("attn_norm"),
                fused.rows(0, queries),
                fused.rows(queries, keys),
                fused.rows(queries + keys, keys),
                null,
                null,
                rule,
                layer.attentionOutput(),
                null);
    }

    private static FeedForward feedForward(LayerReader layer, ModelConfig config) {
        int f = config.ffn();
        Linear fused = layer.linear("ffn_up", 2 * f);
        return new FeedForward(
                layer.norm("ffn_norm"),
                Activation.SWIGLU,
                fused.rows(0, f),
                fused.rows(f, f),
                layer.down(),
                null);
    }
}
