package dev.candor.engine.format.huggingface;

import java.util.List;

/// Qwen 2, 2.5 and 3. Where layers have a window, the model is run within it. Sources:
/// `Qwen2Config` and `Qwen3Config` of Hugging Face Transformers.
///
/// @param modelType also the architecture
/// @param headDim where the folder does not say, as JSON
record QwenFolder(String modelType, String headDim, TensorNames names) implements FolderFamily {
    static final QwenFolder QWEN2 =
            new QwenFolder("qwen2", "null", new TensorNames(LlamaFolder.TENSORS));
    static final QwenFolder QWEN3 =
            new QwenFolder(
                    "qwen3",
                    "128",
                    new TensorNames(
                            LlamaFolder.TENSORS
                                    + """
                                    model.layers.N.self_attn.q_norm  blk.N.attn_q_norm
                                    model.layers.N.self_attn.k_norm  blk.N.attn_k_norm
                                    """));

    @Override
    public String architecture() {
        return modelType;
    }

    @Override
    public String defaults() {
        return """
        {"hidden_act": "silu", "rms_norm_eps": 1e-6, "rope_theta": 10000.0,
         "num_key_value_heads": 32, "head_dim": %s, "max_position_embeddings": 32768,
         "sliding_window": 4096, "max_window_layers": 28, "tie_word_embeddings": false}
        """
                .formatted(headDim);
    }

    @Override
    public void translate(Translation to) {
        ConfigJson config = to.config();
        config.requireOneOf("hidden_act", "silu");
        to.shape();
        if (hasWindows(config)) {
            to.contextWithin("sliding_window");
        }
        config.skip("sliding_window", "max_window_layers");
        new RopeSettings(to).write("linear", "yarn");
    }

    private static boolean hasWindows(ConfigJson config) {
        boolean used = config.flag("use_sliding_window", false);
        if (config.has("layer_types")) {
            List<Boolean> windows = LayerTypes.windows(config);
            return windows.contains(true);
        }
        return used && config.count("max_window_layers") < config.count("num_hidden_layers");
    }
}
