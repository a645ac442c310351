package dev.candor.engine.format.huggingface;

/// Phi-3 and Phi-4-mini. Source: `Phi3Config` of Hugging Face Transformers.
final class Phi3Folder implements FolderFamily {
    private static final TensorNames NAMES =
            new TensorNames(
                    """
                    model.embed_tokens                            token_embd
                    model.layers.N.input_layernorm                blk.N.attn_norm
                    model.layers.N.self_attn.qkv_proj             blk.N.attn_qkv
                    model.layers.N.self_attn.o_proj               blk.N.attn_output
                    model.layers.N.self_attn.rotary_emb.inv_freq  -
                    model.layers.N.post_attention_layernorm       blk.N.ffn_norm
                    model.layers.N.mlp.gate_up_proj               blk.N.ffn_up
                    model.layers.N.mlp.down_proj                  blk.N.ffn_down
                    model.norm                                    output_norm
                    lm_head                                       output
                    """);

    @Override
    public String modelType() {
        return "phi3";
    }

    @Override
    public String architecture() {
        return "phi3";
    }

    @Override
    public String defaults() {
        return """
        {"hidden_act": "silu", "rms_norm_eps": 1e-5, "rope_theta": 10000.0,
         "max_position_embeddings": 4096, "tie_word_embeddings": false}
        """;
    }

    @Override
    public TensorNames names() {
        return NAMES;
    }

    @Override
    public void translate(Translation to) {
        ConfigJson config = to.config();
        config.requireOneOf("hidden_act", "silu");
        to.shape();
        if (config.has("sliding_window")) {
            to.count("attention.sliding_window", "sliding_window");
        }
        config.skip("original_max_position_embeddings");
        new RopeSettings(to).write("linear", "longrope");
    }
}
