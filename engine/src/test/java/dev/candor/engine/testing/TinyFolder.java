package dev.candor.engine.testing;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.format.safetensors.SafetensorsTensor;
import dev.candor.engine.format.safetensors.SafetensorsWriter;
import dev.candor.engine.testing.TinyFamily.Trait;
import dev.candor.engine.testing.TinyModels.Option;
import dev.candor.engine.tokenizer.TokenizerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Tiny models as Hugging Face folders: the model that [TinyModels] writes as GGUF under the same
/// options, in the names, row orders and settings of Transformers.
public final class TinyFolder {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final TinyModel model = new TinyModel();
    private final GgufMetadata metadata;
    private final String prefix;

    private TinyFolder(Option... options) {
        for (Option option : options) {
            option.accept(model);
        }
        Map<String, GgufValue> entries = model.allMetadata();
        metadata =
                new GgufMetadata() {
                    @Override
                    public Path path() {
                        return Path.of("tiny");
                    }

                    @Override
                    public Map<String, GgufValue> metadata() {
                        return entries;
                    }
                };
        prefix = model.family.architecture() + ".";
    }

    /// Writes a model in one file or in several shards with an index.
    ///
    /// @param settings that `config.json` has instead of its own; null leaves one out
    public static Path write(Path folder, int shards, Map<String, ?> settings, Option... options) {
        try {
            new TinyFolder(options).write(folder, shards, settings);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a model in one file.
    public static Path write(Path folder, Option... options) {
        return write(folder, 1, Map.of(), options);
    }

    /// Writes the text model of `text` as the text part of a model that also sees.
    public static Path seeing(Path text, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(text.resolve(file), folder.resolve(file));
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model_type", "gemma3");
        config.put("text_config", MAPPER.readTree(Files.readAllBytes(text.resolve("config.json"))));
        config.put("vision_config", Map.of("hidden_size", 1152));
        config.put("mm_tokens_per_image", 256);
        MAPPER.writeValue(folder.resolve("config.json"), config);
        SafetensorsWriter writer = new SafetensorsWriter();
        float[] eye = new float[6];
        writer.tensor(
                "vision_tower.vision_model.encoder.layers.0.mlp.fc1.weight",
                TensorType.F32,
                new long[] {2, 3},
                MemorySegment.ofArray(eye));
        try (SafetensorsFile file = SafetensorsFile.open(text.resolve("model.safetensors"))) {
            for (SafetensorsTensor tensor : file.tensors().values()) {
                long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
                String name = "language_model." + tensor.name();
                writer.tensor(name, tensor.type(), shape, tensor.data());
            }
            writer.write(folder.resolve("model.safetensors"));
        }
        return folder;
    }

    private void write(Path folder, int shards, Map<String, ?> changed) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> config = config();
        config.putAll(changed);
        MAPPER.writeValue(folder.resolve("config.json"), config);
        TokenizerFiles.write(metadata, folder);
        List<SafetensorsWriter> writers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= shards; i++) {
            writers.add(new SafetensorsWriter().metadata("format", "pt"));
            names.add(
                    shards == 1
                            ? "model.safetensors"
                            : "model-%05d-of-%05d.safetensors".formatted(i, shards));
        }
        Map<String, String> shardOf = new LinkedHashMap<>();
        model.allTensors()
                .forEach((gguf, tensor) -> {
                    if (gguf.startsWith("rope_")) {
                        return;
                    }
                    int shard = shardOf.size() % shards;
                    String name = TinyNames.of(model.family, gguf);
                    shardOf.put(name, names.get(shard));
                    add(writers.get(shard), name, gguf, tensor);
                });
        for (int i = 0; i < shards; i++) {
            writers.get(i).write(folder.resolve(names.get(i)));
        }
        if (shards > 1) {
            MAPPER.writeValue(
                    folder.resolve("model.safetensors.index.json"),
                    Map.of("metadata", Map.of("total_size", 1), "weight_map", shardOf));
        }
    }

    private void add(SafetensorsWriter writer, String name, String gguf, TinyModel.Tensor tensor) {
        long[] dims = tensor.dims();
        boolean vector = dims.length == 1;
        long[] shape = vector ? dims : new long[] {dims[1], dims[0]};
        byte[] data = tensor.data();
        int row = (int) tensor.type().rowBytes(dims[0]);
        if (model.family == TinyFamily.LLAMA && gguf.matches(".*attn_[qk]\\.weight")) {
            data = halvesOfHeads(data, row);
        }
        if (model.family.has(Trait.POST_NORMS) && vector) {
            data = lessOne(data);
        }
        if (model.family == TinyFamily.GPT2 && gguf.startsWith("blk.") && !vector) {
            data = transposed(data, row, tensor.type().blockBytes());
            shape = dims;
        }
        writer.tensor(name, tensor.type(), shape, MemorySegment.ofArray(data));
    }

    /// Rows 2i of each head before its rows 2i + 1.
    private byte[] halvesOfHeads(byte[] rows, int rowBytes) {
        int dim = model.headDim();
        byte[] moved = new byte[rows.length];
        for (int row = 0; row < rows.length / rowBytes; row++) {
            int within = row % dim;
            int to = row - within + within / 2 + within % 2 * (dim / 2);
            System.arraycopy(rows, row * rowBytes, moved, to * rowBytes, rowBytes);
        }
        return moved;
    }

    /// @param weights as F32
    private static byte[] lessOne(byte[] weights) {
        byte[] less = weights.clone();
        ByteBuffer values = ByteBuffer.wrap(less).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < less.length; at += Float.BYTES) {
            values.putFloat(at, values.getFloat(at) - 1);
        }
        return less;
    }

    private static byte[] transposed(byte[] rows, int rowBytes, int valueBytes) {
        int height = rows.length / rowBytes;
        int width = rowBytes / valueBytes;
        byte[] out = new byte[rows.length];
        for (int i = 0; i < height * width; i++) {
            int to = i % width * height + i / width;
            System.arraycopy(rows, i * valueBytes, out, to * valueBytes, valueBytes);
        }
        return out;
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("Tiny"));
        config.put("model_type", TinyNames.modelType(model.family));
        config.put("torch_dtype", "float32");
        config.put("vocab_size", model.vocabulary);
        config.put("tie_word_embeddings", model.tied);
        if (model.family == TinyFamily.GPT2) {
            config.put("n_layer", model.layers);
            config.put("n_embd", model.width);
            config.put("n_head", model.heads);
            config.put("n_inner", model.ffn);
            config.put("n_positions", model.context);
            config.put("layer_norm_epsilon", 1e-5);
            return config;
        }
        config.put("num_hidden_layers", model.layers);
        config.put("hidden_size", model.width);
        config.put("intermediate_size", model.ffn);
        config.put("num_attention_heads", model.heads);
        config.put("num_key_value_heads", model.kvHeads);
        config.put("head_dim", model.headDim());
        config.put("max_position_embeddings", model.context);
        config.put("rms_norm_eps", 1e-5);
        config.put("rope_theta", metadata.real(prefix + "rope.freq_base"));
        config.put("initializer_range", 0.02);
        config.put("attention_bias", false);
        if (model.family.has(Trait.POST_NORMS)) {
            config.put("query_pre_attn_scalar", model.headDim());
            config.put("sliding_window", metadata.integer(prefix + "attention.sliding_window"));
            for (String cap : List.of("attn_logit_softcapping", "final_logit_softcapping")) {
                config.put(cap, metadata.has(prefix + cap) ? metadata.real(prefix + cap) : null);
            }
        } else {
            config.put("hidden_act", "silu");
            config.put("sliding_window", null);
        }
        return config;
    }
}
