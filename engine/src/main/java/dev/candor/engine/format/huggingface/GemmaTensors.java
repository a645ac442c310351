package dev.candor.engine.format.huggingface;

/// The tensors that Gemma 2 and 3 share. Norms are stored as their weights less 1.
final class GemmaTensors {
    static final String TABLE =
            """
            model.embed_tokens                                token_embd
            model.layers.N.input_layernorm                    blk.N.attn_norm            PLUS_ONE
            model.layers.N.self_attn.q_proj                   blk.N.attn_q
            model.layers.N.self_attn.k_proj                   blk.N.attn_k
            model.layers.N.self_attn.v_proj                   blk.N.attn_v
            model.layers.N.self_attn.o_proj                   blk.N.attn_output
            model.layers.N.self_attn.rotary_emb.inv_freq      -
            model.layers.N.post_attention_layernorm           blk.N.post_attention_norm  PLUS_ONE
            model.layers.N.pre_feedforward_layernorm          blk.N.ffn_norm             PLUS_ONE
            model.layers.N.mlp.gate_proj                      blk.N.ffn_gate
            model.layers.N.mlp.up_proj                        blk.N.ffn_up
            model.layers.N.mlp.down_proj                      blk.N.ffn_down
            model.layers.N.post_feedforward_layernorm         blk.N.post_ffw_norm        PLUS_ONE
            model.norm                                        output_norm                PLUS_ONE
            lm_head                                           output
            """;

    private GemmaTensors() {}
}
