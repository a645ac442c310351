package dev.candor.bench;

import dev.candor.app.bundled.Bundle;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.format.safetensors.SafetensorsWriter;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// What is damaged: a model file as a user would open it.
final class FuzzTargets {
    private FuzzTargets() {}

    /// The bundled base model: metadata, tensors, tokenizer and chat template.
    static Fuzz gguf() {
        byte[] good = Bundle.own().bytes("atlas-base.gguf");
        Path name = Path.of("damaged.gguf");
        try (GgufFile file = GgufFile.open(name, MemorySegment.ofArray(good))) {
            long header =
                    file.listing().values().stream()
                            .mapToLong(GgufTensorInfo::offset)
                            .min()
                            .orElseThrow();
            return new Fuzz("gguf", good, (int) header, bytes -> openGguf(name, bytes));
        }
    }

    private static void openGguf(Path name, byte[] bytes) {
        try (Model model = Model.of(GgufFile.open(name, MemorySegment.ofArray(bytes)));
                Tokenizer tokenizer = Tokenizer.from(model.file())) {
            int[] _ = tokenizer.encode("Is it so?", true, false).ids();
            var _ = ChatTemplate.from(model.file(), InstantSource.system());
        }
    }

    /// The weights of a small Hugging Face folder, opened as a model.
    ///
    /// @param folder where it is written, damaged, and read
    static Fuzz safetensors(Path folder) throws IOException {
        Path weights = writeFolder(folder).resolve("model.safetensors");
        byte[] good = Files.readAllBytes(weights);
        long header =
                Long.BYTES + MemorySegment.ofArray(good).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        return new Fuzz("safetensors", good, (int) header, bad -> openFolder(weights, bad));
    }

    /// The `config.json` of the same folder.
    ///
    /// @param folder where it is written, damaged, and read
    static Fuzz config(Path folder) throws IOException {
        Path config = writeFolder(folder).resolve("config.json");
        byte[] good = Files.readAllBytes(config);
        return new Fuzz("config.json", good, good.length, bad -> openFolder(config, bad));
    }

    private static void openFolder(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (Model model = Model.open(file.resolveSibling("."))) {
            var _ = model.downColumnNorms(0, new ScalarKernels());
        }
    }

    /// A Llama of one layer, zeros in every type.
    private static Path writeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"model_type": "llama", "hidden_size": 8, "intermediate_size": 12,
                 "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1,
                 "vocab_size": 16, "max_position_embeddings": 64, "rms_norm_eps": 1e-05,
                 "rope_theta": 10000.0, "tie_word_embeddings": true, "torch_dtype": "float16",
                 "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                  "high_freq_factor": 4.0, "original_max_position_embeddings": 32}}\
                """);
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        add(writer, "model.embed_tokens", TensorType.BF16, 16, 8);
        add(writer, "model.norm", TensorType.F32, 8);
        String layer = "model.layers.0.";
        add(writer, layer + "input_layernorm", TensorType.F32, 8);
        add(writer, layer + "self_attn.q_proj", TensorType.F16, 8, 8);
        add(writer, layer + "self_attn.k_proj", TensorType.F16, 4, 8);
        add(writer, layer + "self_attn.v_proj", TensorType.F16, 4, 8);
        add(writer, layer + "self_attn.o_proj", TensorType.F16, 8, 8);
        add(writer, layer + "post_attention_layernorm", TensorType.F32, 8);
        add(writer, layer + "mlp.gate_proj", TensorType.F16, 12, 8);
        add(writer, layer + "mlp.up_proj", TensorType.F16, 12, 8);
        add(writer, layer + "mlp.down_proj", TensorType.F16, 8, 12);
        writer.write(folder.resolve("model.safetensors"));
        return folder;
    }

    private static void add(SafetensorsWriter writer, String name, TensorType type, long... shape) {
        long values = 1;
        for (long dim : shape) {
            values *= dim;
        }
        MemorySegment zeros = MemorySegment.ofArray(new byte[(int) type.rowBytes(values)]);
        writer.tensor(name + ".weight", type, shape, zeros);
    }
}
