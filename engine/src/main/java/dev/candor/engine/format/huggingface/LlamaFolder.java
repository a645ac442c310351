package dev.candor.engine.format.huggingface;

/// Llama. Source: `LlamaConfig` of Hugging Face Transformers.
final class LlamaFolder implements FolderFamily {
    /// Also that of Mistral and, with more lines, of others.
    static final String TENSORS =
            """
            model.embed_tokens                                token_embd
            model.layers.N.input_layernorm                    blk.N.attn_norm
            model.layers.N.self_attn.q_proj                   blk.N.attn_q
            model.layers.N.self_attn.k_proj                   blk.N.attn_k
            model.layers.N.self_attn.v_proj                   blk.N.attn_v
            model.layers.N.self_attn.o_proj                   blk.N.attn_output
            model.layers.N.self_attn.rotary_emb.inv_freq      -
            model.layers.N.post_attention_layernorm           blk.N.ffn_norm
            model.layers.N.mlp.gate_proj                      blk.N.ffn_gate
            model.layers.N.mlp.up_proj                        blk.N.ffn_up
            model.layers.N.mlp.down_proj                      blk.N.ffn_down
            model.norm                                        output_norm
            lm_head                                           output
            """;

    private static final TensorNames NAMES = new TensorNames(TENSORS);

    @Override
    public String modelType() {
        return "llama";
    }

    @Override
    public String architecture() {
        return "llama";
    }

    @Override
    public String defaults() {
        return """
        {"hidden_act": "silu", "rms_norm_eps": 1e-6, "rope_theta": 10000.0,
         "max_position_embeddings": 2048, "tie_word_embeddings": false}
        """;
    }

    @Override
    public TensorNames names() {
        return NAMES;
    }

    @Override
    public void translate(Translation to) {
        to.config().requireOneOf("hidden_act", "silu");
        to.shape();
        new RopeSettings(to).write("linear", "llama3", "yarn");
    }
}
