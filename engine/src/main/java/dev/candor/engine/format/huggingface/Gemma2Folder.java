package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.gguf.GgufValue;

/// Gemma 2. Source: `Gemma2Config` of Hugging Face Transformers.
final class Gemma2Folder implements FolderFamily {
    private static final TensorNames NAMES = new TensorNames(GemmaTensors.TABLE);

    @Override
    public String modelType() {
        return "gemma2";
    }

    @Override
    public String architecture() {
        return "gemma2";
    }

    @Override
    public String defaults() {
        return """
        {"hidden_activation": "gelu_pytorch_tanh", "rms_norm_eps": 1e-6,
         "rope_theta": 10000.0, "num_key_value_heads": 4, "head_dim": 256,
         "max_position_embeddings": 8192, "query_pre_attn_scalar": 256,
         "sliding_window": 4096, "attn_logit_softcapping": 50.0,
         "final_logit_softcapping": 30.0, "tie_word_embeddings": true}
        """;
    }

    @Override
    public TensorNames names() {
        return NAMES;
    }

    @Override
    public void translate(Translation to) {
        ConfigJson config = to.config();
        config.requireOneOf("hidden_activation", "gelu_pytorch_tanh");
        config.skip("hidden_act");
        to.shape();
        attentionScale(to);
        to.count("attention.sliding_window", "sliding_window");
        if (config.has("layer_types")) {
            to.pattern(LayerTypes.windows(config));
        }
        to.real("attn_logit_softcapping", "attn_logit_softcapping");
        to.real("final_logit_softcapping", "final_logit_softcapping");
        new RopeSettings(to).write("linear", "yarn");
    }

    /// The square root of `query_pre_attn_scalar` divides scores.
    static void attentionScale(Translation to) {
        String setting = "query_pre_attn_scalar";
        double scalar = to.config().real(setting);
        if (!(scalar > 0)) {
            throw to.config().wrong(setting, "a number above 0");
        }
        to.put("attention.scale", setting, new GgufValue.Float64(1 / Math.sqrt(scalar)));
    }
}
