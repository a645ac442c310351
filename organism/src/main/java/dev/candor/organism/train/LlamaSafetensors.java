package dev.candor.organism.train;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Trained weights as the `model.safetensors` of a Hugging Face folder: matrices as F16, norms as
/// F32, under the names of `LlamaForCausalLM`.
///
/// Queries and keys change the order of their rows: GGUF turns the dimensions (2i, 2i + 1) of a
/// head together, Hugging Face i and i + headDim / 2.
public final class LlamaSafetensors {
    private static final Pattern LAYER = Pattern.compile("blk\\.(\\d+)\\.(\\w+)\\.weight");

    private LlamaSafetensors() {}

    /// Writes the file, replacing what was there at once.
    public static void write(Path file, LlamaWeights weights) throws IOException {
        Shape shape = weights.shape();
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        for (Layout.Part part : new Layout(shape).parts()) {
            float[] values = weights.tensor(part.name());
            if (part.role() == Layout.Role.NORM) {
                writer.tensor(
                        name(part.name()),
                        TensorType.F32,
                        new long[] {part.columns()},
                        LlamaGguf.singles(values));
            } else {
                boolean turned = part.name().matches(".*attn_[qk]\\.weight");
                writer.tensor(
                        name(part.name()),
                        TensorType.F16,
                        new long[] {part.rows(), part.columns()},
                        LlamaGguf.halves(turned ? halvesOfHeads(values, shape) : values));
            }
        }
        writer.write(file);
    }

    private static String name(String gguf) {
        Matcher layer = LAYER.matcher(gguf);
        if (!layer.matches()) {
            return switch (gguf) {
                case "token_embd.weight" -> "model.embed_tokens.weight";
                case "output_norm.weight" -> "model.norm.weight";
                default -> throw new IllegalArgumentException("no name for tensor " + gguf);
            };
        }
        String within =
                switch (layer.group(2)) {
                    case "attn_norm" -> "input_layernorm";
                    case "attn_q" -> "self_attn.q_proj";
                    case "attn_k" -> "self_attn.k_proj";
                    case "attn_v" -> "self_attn.v_proj";
                    case "attn_output" -> "self_attn.o_proj";
                    case "ffn_norm" -> "post_attention_layernorm";
                    case "ffn_gate" -> "mlp.gate_proj";
                    case "ffn_up" -> "mlp.up_proj";
                    case "ffn_down" -> "mlp.down_proj";
                    default -> throw new IllegalArgumentException("no name for tensor " + gguf);
                };
        return "model.layers." + layer.group(1) + "." + within + ".weight";
    }

    /// Rows 2i of each head before its rows 2i + 1.
    ///
    /// @param rows [width, width]
    private static float[] halvesOfHeads(float[] rows, Shape shape) {
        int d = shape.width();
        int dim = shape.headDim();
        float[] moved = new float[rows.length];
        for (int row = 0; row < d; row++) {
            int within = row % dim;
            int to = row - within + within / 2 + (within % 2) * (dim / 2);
            System.arraycopy(rows, row * d, moved, to * d, d);
        }
        return moved;
    }
}
