package dev.candor.engine.testing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Transformers calls the tensors and families that GGUF names.
final class TinyNames {
    private static final Pattern LAYER = Pattern.compile("blk\\.(\\d+)\\.(\\w+)(\\.\\w+)");

    private static final Map<String, String> WITHIN =
            Map.ofEntries(
                    Map.entry("attn_norm", "input_layernorm"),
                    Map.entry("attn_q", "self_attn.q_proj"),
                    Map.entry("attn_k", "self_attn.k_proj"),
                    Map.entry("attn_v", "self_attn.v_proj"),
                    Map.entry("attn_qkv", "self_attn.qkv_proj"),
                    Map.entry("attn_q_norm", "self_attn.q_norm"),
                    Map.entry("attn_k_norm", "self_attn.k_norm"),
                    Map.entry("attn_output", "self_attn.o_proj"),
                    Map.entry("post_attention_norm", "post_attention_layernorm"),
                    Map.entry("post_ffw_norm", "post_feedforward_layernorm"),
                    Map.entry("ffn_gate", "mlp.gate_proj"),
                    Map.entry("ffn_up", "mlp.up_proj"),
                    Map.entry("ffn_down", "mlp.down_proj"));

    private static final Map<String, String> WITHIN_GPT2 =
            Map.of(
                    "attn_norm", "ln_1",
                    "attn_qkv", "attn.c_attn",
                    "attn_output", "attn.c_proj",
                    "ffn_norm", "ln_2",
                    "ffn_up", "mlp.c_fc",
                    "ffn_down", "mlp.c_proj");

    private static final Map<String, String> OUTSIDE =
            Map.of(
                    "token_embd", "model.embed_tokens",
                    "output_norm", "model.norm",
                    "output", "lm_head");

    private static final Map<String, String> OUTSIDE_GPT2 =
            Map.of(
                    "token_embd", "transformer.wte",
                    "position_embd", "transformer.wpe",
                    "output_norm", "transformer.ln_f",
                    "output", "lm_head");

    private TinyNames() {}

    static String modelType(TinyFamily family) {
        return family == TinyFamily.GEMMA3 ? "gemma3_text" : family.architecture();
    }

    static String of(TinyFamily family, String gguf) {
        boolean gpt2 = family == TinyFamily.GPT2;
        Matcher layer = LAYER.matcher(gguf);
        if (!layer.matches()) {
            int dot = gguf.lastIndexOf('.');
            Map<String, String> outside = gpt2 ? OUTSIDE_GPT2 : OUTSIDE;
            return outside.get(gguf.substring(0, dot)) + gguf.substring(dot);
        }
        String name = layer.group(2);
        String within = (gpt2 ? WITHIN_GPT2 : WITHIN).get(name);
        if (name.equals("ffn_norm") && !gpt2) {
            within =
                    family.has(TinyFamily.Trait.POST_NORMS)
                            ? "pre_feedforward_layernorm"
                            : "post_attention_layernorm";
        }
        if (name.equals("ffn_up") && family == TinyFamily.PHI3) {
            within = "mlp.gate_up_proj";
        }
        String at = gpt2 ? "transformer.h." : "model.layers.";
        return at + layer.group(1) + "." + within + layer.group(3);
    }
}
