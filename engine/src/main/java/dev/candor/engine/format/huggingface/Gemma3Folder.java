package dev.candor.engine.format.huggingface;

import org.jspecify.annotations.Nullable;

/// Gemma 3: the text model, or the text part of a model that also sees. Sources: `Gemma3TextConfig`
/// and `Gemma3Config` of Hugging Face Transformers.
///
/// @param modelType `gemma3_text`, or `gemma3` for one that also sees
record Gemma3Folder(String modelType) implements FolderFamily {
    static final Gemma3Folder TEXT = new Gemma3Folder("gemma3_text");
    static final Gemma3Folder SEEING = new Gemma3Folder("gemma3");

    private static final TensorNames NAMES =
            new TensorNames(
                    GemmaTensors.TABLE
                            + """
                            model.layers.N.self_attn.q_norm  blk.N.attn_q_norm  PLUS_ONE
                            model.layers.N.self_attn.k_norm  blk.N.attn_k_norm  PLUS_ONE
                            language_model.*                 *
                            model.language_model.*           model.*
                            vision_tower.*                   -
                            model.vision_tower.*             -
                            multi_modal_projector.*          -
                            model.multi_modal_projector.*    -
                            """);

    @Override
    public String architecture() {
        return "gemma3";
    }

    @Override
    public String defaults() {
        return """
        {"hidden_activation": "gelu_pytorch_tanh", "rms_norm_eps": 1e-6,
         "vocab_size": 262208, "hidden_size": 2304, "intermediate_size": 9216,
         "num_hidden_layers": 26, "num_attention_heads": 8, "num_key_value_heads": 4,
         "head_dim": 256, "max_position_embeddings": 131072, "sliding_window": 4096,
         "sliding_window_pattern": 6, "query_pre_attn_scalar": 256,
         "rope_theta": 1000000.0, "rope_local_base_freq": 10000.0,
         "tie_word_embeddings": true}
        """;
    }

    @Override
    public TensorNames names() {
        return NAMES;
    }

    @Override
    public ConfigJson within(ConfigJson config) {
        @Nullable ConfigJson text = config.object("text_config");
        if (!equals(SEEING)) {
            return config;
        }
        if (text == null) {
            throw config.problem("text_config", "is missing, expected the settings of the text");
        }
        if (!config.flag("tie_word_embeddings", true)) {
            throw config.wrong("tie_word_embeddings", "true");
        }
        config.skip("vision_config", "mm_tokens_per_image", "image_token_index", "image_token_id");
        config.skip("boi_token_index", "boi_token_id", "eoi_token_index", "eoi_token_id");
        config.requireAllKnown();
        return text;
    }

    @Override
    public void translate(Translation to) {
        ConfigJson config = to.config();
        config.requireOneOf("hidden_activation", "gelu_pytorch_tanh");
        config.skip("hidden_act");
        to.shape();
        Gemma2Folder.attentionScale(to);
        to.count("attention.sliding_window", "sliding_window");
        config.skip("sliding_window_pattern");
        if (config.has("layer_types")) {
            to.pattern(LayerTypes.windows(config));
        } else {
            to.count("attention.sliding_window_pattern", "sliding_window_pattern");
        }
        if (config.has("final_logit_softcapping")) {
            to.real("final_logit_softcapping", "final_logit_softcapping");
        }
        new RopeSettings(to, "full_attention").write("linear");
        to.real("rope.freq_base_swa", "rope_local_base_freq", localBase(to));
    }

    private static double localBase(Translation to) {
        ConfigJson config = to.config();
        double base = config.real("rope_local_base_freq");
        ConfigJson all = config.object("rope_parameters");
        ConfigJson local = all == null ? null : all.object("sliding_attention");
        if (local == null) {
            return base;
        }
        if (local.has("rope_type")) {
            local.requireOneOf("rope_type", "default");
        }
        double found = local.real("rope_theta", base);
        local.requireAllKnown();
        return found;
    }
}
