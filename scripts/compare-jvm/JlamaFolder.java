import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.safetensors.SafetensorsWriter;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.tokenizer.TokenizerFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes the Llama model of a GGUF file as the Hugging Face folder that Jlama opens, weights
/// decoded and rounded to BF16: `JlamaFolder MODEL.gguf FOLDER`.
record JlamaFolder(Model model, Kernels kernels) {
    private static final Pattern LAYER = Pattern.compile("blk\\.(\\d+)\\.(\\w+)\\.weight");

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        try (Model model = Model.open(Path.of(args[0]))) {
            new JlamaFolder(model, KernelProvider.best(System.err::println)).write(folder);
        }
    }

    private void write(Path folder) throws IOException {
        TokenizerFiles.write(model.file(), folder);
        Files.writeString(folder.resolve("config.json"), config());
        Files.writeString(folder.resolve("README.md"), "# " + model.config().name() + "\n");
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        for (String name : model.file().listing().keySet()) {
            GgufTensor tensor = model.file().tensor(name);
            long[] shape =
                    tensor.rows() == 1
                            ? new long[] {tensor.columns()}
                            : new long[] {tensor.rows(), tensor.columns()};
            writer.tensor(
                    inFolder(name),
                    TensorType.BF16,
                    shape,
                    sink -> {
                        for (int row = 0; row < tensor.rows(); row++) {
                            sink.write(row(tensor, row));
                        }
                    });
        }
        writer.write(folder.resolve("model.safetensors")); // last: the folder is whole when it is there
    }

    private String config() {
        ModelConfig c = model.config();
        return """
        {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu",
         "vocab_size": %d, "hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d,
         "num_attention_heads": %d, "num_key_value_heads": %d, "max_position_embeddings": %d,
         "rms_norm_eps": %s, "rope_theta": %s, "bos_token_id": %d, "eos_token_id": %d,
         "tie_word_embeddings": false, "torch_dtype": "bfloat16"}
        """
                .formatted(
                        c.vocabulary(),
                        c.width(),
                        c.ffn(),
                        c.layers(),
                        c.heads(),
                        c.kvHeads(),
                        c.context(),
                        number("llama.attention.layer_norm_rms_epsilon", 0),
                        number("llama.rope.freq_base", 10000),
                        model.file().integer("tokenizer.ggml.bos_token_id"),
                        model.file().integer("tokenizer.ggml.eos_token_id"));
    }

    private double number(String key, double missing) {
        return model.file().real(key, missing);
    }

    /// A row of the folder's tensor. GGUF has the rows of queries and keys of each head in the order
    /// 0, n/2, 1, n/2 + 1, …, which a folder has not.
    private MemorySegment row(GgufTensor tensor, int row) {
        int from = row;
        if (tensor.name().matches(".*attn_[qk]\\.weight")) {
            int dim = model.config().headDim();
            int within = row % dim;
            from = row - within + 2 * within % dim + 2 * within / dim;
        }
        int columns = (int) tensor.columns();
        Matrix stored = new Matrix(tensor.type(), (int) tensor.rows(), columns, tensor.data());
        float[] values = new float[columns];
        kernels.decode(stored, from, 0, columns, values, 0);
        MemorySegment bytes = MemorySegment.ofArray(new byte[2 * columns]);
        for (int i = 0; i < columns; i++) {
            bytes.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i, bf16(values[i]));
        }
        return bytes;
    }

    /// To the nearest, ties to even.
    private static short bf16(float value) {
        int bits = Float.floatToIntBits(value);
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }

    private static String inFolder(String name) {
        Matcher layer = LAYER.matcher(name);
        if (!layer.matches()) {
            return switch (name) {
                case "token_embd.weight" -> "model.embed_tokens.weight";
                case "output_norm.weight" -> "model.norm.weight";
                case "output.weight" -> "lm_head.weight";
                default -> throw new IllegalArgumentException("no name for tensor " + name);
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
                    default -> throw new IllegalArgumentException("no name for tensor " + name);
                };
        return "model.layers." + layer.group(1) + "." + within + ".weight";
    }
}
