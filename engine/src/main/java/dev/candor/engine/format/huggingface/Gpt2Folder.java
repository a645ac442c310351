package dev.candor.engine.format.huggingface;

/// GPT-2, whose matrices are stored as [inputs, outputs]. Source: `GPT2Config` of Hugging Face
/// Transformers.
final class Gpt2Folder implements FolderFamily {
    private static final TensorNames NAMES =
            new TensorNames(
                    """
                    transformer.*         *
                    wte                   token_embd
                    wpe                   position_embd
                    h.N.ln_1              blk.N.attn_norm
                    h.N.attn.c_attn       blk.N.attn_qkv     TRANSPOSED
                    h.N.attn.c_proj       blk.N.attn_output  TRANSPOSED
                    h.N.attn.bias         -
                    h.N.attn.masked_bias  -
                    h.N.ln_2              blk.N.ffn_norm
                    h.N.mlp.c_fc          blk.N.ffn_up       TRANSPOSED
                    h.N.mlp.c_proj        blk.N.ffn_down     TRANSPOSED
                    ln_f                  output_norm
                    lm_head               output
                    """);

    @Override
    public String modelType() {
        return "gpt2";
    }

    @Override
    public String architecture() {
        return "gpt2";
    }

    @Override
    public String defaults() {
        return """
        {"activation_function": "gelu_new", "layer_norm_epsilon": 1e-5,
         "n_positions": 1024, "tie_word_embeddings": true}
        """;
    }

    @Override
    public TensorNames names() {
        return NAMES;
    }

    @Override
    public void translate(Translation to) {
        ConfigJson config = to.config();
        config.requireOneOf("activation_function", "gelu_new", "gelu_pytorch_tanh");
        if (!config.flag("scale_attn_weights", true)) {
            throw config.wrong("scale_attn_weights", "true");
        }
        // In which type scores are computed there.
        config.skip("reorder_and_upcast_attn");
        to.count("block_count", "n_layer");
        to.count("context_length", "n_positions");
        to.count("embedding_length", "n_embd");
        long four = 4L * config.count("n_embd");
        to.count(
                "feed_forward_length",
                "n_inner",
                config.has("n_inner") ? config.count("n_inner") : four);
        to.count("attention.head_count", "n_head");
        to.real("attention.layer_norm_epsilon", "layer_norm_epsilon");
        to.count("vocab_size", "vocab_size");
    }
}
