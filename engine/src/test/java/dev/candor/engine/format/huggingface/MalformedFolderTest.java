package dev.candor.engine.format.huggingface;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.format.safetensors.SafetensorsWriter;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyFolder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A folder that is not whole, not sound, or not understood is refused with one clear message.
class MalformedFolderTest {
    private static final String INDEX = "model.safetensors.index.json";
    private static final String SECOND = "model-00002-of-00003.safetensors";

    @TempDir private Path folder;

    static Stream<Arguments> settings() {
        return Stream.of(
                bad("model_type", "mamba", "model_type: is \"mamba\", expected one of: llama, mis"),
                bad("model_type", 3, "model_type: is 3, expected a string"),
                bad("hidden_size", "40", "hidden_size: is \"40\", expected an integer"),
                bad("hidden_size", 40.5, "hidden_size: is 40.5, expected an integer"),
                bad("hidden_size", -40, "hidden_size: is -40, expected 1 to 2147483647"),
                bad("hidden_size", 1L << 40, "hidden_size: is 1099511627776, expected 1 to"),
                bad(
                        "hidden_size",
                        41,
                        "tensor model.embed_tokens.weight: has dimensions [40, 320]"),
                bad("num_hidden_layers", 99999, "num_hidden_layers: is 99999, expected 1 to 4096"),
                bad("num_hidden_layers", 2, "tensor model.layers.2.input_layernorm.weight: is not"),
                bad("num_hidden_layers", 4, "tensor blk.3.attn_norm.weight: not among the"),
                bad("num_attention_heads", 0, "num_attention_heads: is 0, expected 1 to"),
                bad("num_key_value_heads", 3, "num_key_value_heads: is 3, expected a divisor of 4"),
                bad("head_dim", 1 << 30, "head_dim: is 1073741824, expected 2 to 4096"),
                bad("vocab_size", 321, "tensor model.embed_tokens.weight: has 320 rows, expected"),
                bad("vocab_size", Integer.MAX_VALUE, "has 320 rows, expected the vocab_size of 2"),
                bad("rms_norm_eps", -1, "rms_norm_eps: is -1.0, expected a finite number above 0"),
                bad("rms_norm_eps", "1e-5", "rms_norm_eps: is \"1e-5\", expected a finite number"),
                bad("rope_theta", List.of(), "rope_theta: is [], expected a finite number"),
                bad("hidden_act", "gelu", "hidden_act: is \"gelu\", expected silu"),
                bad("attention_bias", true, "attention_bias: is true, expected no such setting"),
                bad("mlp_bias", true, "mlp_bias: is true, expected no such setting"),
                bad("tie_word_embeddings", 1, "tie_word_embeddings: is 1, expected true or false"),
                bad("partial_rotary_factor", 0.5, "partial_rotary_factor: is 0.5, expected 1"),
                bad("sliding_window", 64, "sliding_window: is 64, expected no such setting"),
                bad("new_trick", 0.5, "new_trick: is 0.5, expected no such setting"),
                bad(
                        "quantization_config",
                        Map.of("bits", 4),
                        "quantization_config: is {\"bits\":4}, expected no such setting"),
                bad("rope_scaling", 4, "rope_scaling: is 4, expected an object"),
                bad(
                        "rope_scaling",
                        Map.of("type", "dynamic", "factor", 2),
                        "rope_scaling.rope_type: is `dynamic`, expected default or linear or"),
                bad(
                        "rope_scaling",
                        Map.of("rope_type", "linear"),
                        "rope_scaling.factor: is missing, expected a number"),
                bad(
                        "rope_scaling",
                        Map.of("rope_type", "linear", "factor", 0),
                        "rope_scaling.factor: is 0, expected 1 or more"),
                bad(
                        "rope_scaling",
                        Map.of("rope_type", "yarn", "factor", 2, "mscale", 0.7),
                        "rope_scaling.mscale: is 0.7, expected no such setting"),
                bad(
                        "rope_scaling",
                        Map.of(
                                "rope_type", "llama3",
                                "factor", 8,
                                "low_freq_factor", 4,
                                "high_freq_factor", 1,
                                "original_max_position_embeddings", 64),
                        "rope_scaling.high_freq_factor: is 1, expected more than low_freq_factor"));
    }

    private static Arguments bad(String setting, Object value, String message) {
        return Arguments.of(message, setting, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aSettingIsRefusedByItsName(String message, String setting, Object value) {
        TinyFolder.write(folder, 1, Map.of(setting, value), TinyFamilies.of(TinyFamily.LLAMA));
        requireRefused(message);
    }

    private void requireRefused(String message) {
        assertThatThrownBy(() -> Model.open(folder))
                .isInstanceOf(MalformedModelException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(message);
    }

    @Test
    void aSettingThatMustBeThereIsMissed() {
        Map<String, ?> without = Collections.singletonMap("hidden_size", null);
        TinyFolder.write(folder, 1, without, TinyFamilies.of(TinyFamily.QWEN2));
        requireRefused("config.json: hidden_size: is missing, expected an integer");
    }

    @Test
    void layerTypesMustBeKnownAndOneALayer() {
        Map<String, ?> few = Map.of("layer_types", List.of("full_attention"));
        TinyFolder.write(folder, 1, few, TinyFamilies.of(TinyFamily.GEMMA2));
        requireRefused("config.json: layer_types: has 1 entries, expected 3, one a layer");
        Map<String, ?> odd = Map.of("layer_types", List.of("chunked_attention"));
        TinyFolder.write(folder, 1, odd, TinyFamilies.of(TinyFamily.GEMMA2));
        requireRefused("config.json: layer_types: names `chunked_attention`, expected full_att");
    }

    @Test
    void filesThatAreMissingOrNoJsonAreNamed() throws IOException {
        requireRefused("config.json: file: does not exist, expected a JSON file");
        write();
        Files.delete(folder.resolve("model.safetensors"));
        requireRefused("model.safetensors: file: does not exist, expected a safetensors file");
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\", ");
        requireRefused("config.json: line 1: is no JSON");
        Files.writeString(folder.resolve("config.json"), "[]");
        requireRefused("config.json: file: holds ARRAY, expected a JSON object");
        Files.writeString(folder.resolve("config.json"), "{\"a\": 1, \"a\": 2}");
        requireRefused("config.json: line 1: is no JSON: Duplicate Object property \"a\"");
        Files.writeString(folder.resolve("config.json"), "[".repeat(100_000));
        requireRefused("config.json: ");
    }

    private void write() {
        TinyFolder.write(folder, 1, Map.of(), TinyFamilies.of(TinyFamily.LLAMA));
    }

    private void writeShards() {
        TinyFolder.write(folder, 3, Map.of(), TinyFamilies.of(TinyFamily.LLAMA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model.safetensors",
                "/etc/model.safetensors",
                "..\\\\\\\\model.safetensors",
                "a/b.safetensors",
                ".hidden.safetensors",
                "config.json",
                ""
            })
    void anIndexThatLeadsOutOfTheFolderIsRefused(String shard) throws IOException {
        writeShards();
        replaceInIndex("\"" + SECOND + "\"", "\"" + shard + "\"");
        requireRefused("expected the name of a .safetensors file beside the index");
    }

    private void replaceInIndex(String found, String replacement) throws IOException {
        Path index = folder.resolve(INDEX);
        String text = Files.readString(index);
        Files.writeString(index, text.replace(found, replacement));
    }

    @Test
    void aShardThatIsMissingOrCutShortIsNamed() throws IOException {
        writeShards();
        Path second = folder.resolve(SECOND);
        byte[] bytes = Files.readAllBytes(second);
        Files.write(second, Arrays.copyOf(bytes, bytes.length - 1));
        requireRefused(SECOND + ": ");
        Files.delete(second);
        requireRefused(SECOND + ": file: does not exist, expected a safetensors file");
    }

    @Test
    void indexAndShardsMustAgree() throws IOException {
        writeShards();
        replaceInIndex("\"model.norm.weight\"", "\"model.norm.bias\"");
        requireRefused(INDEX + ": tensor model.norm.bias: is not in model-0000");
        writeShards();
        String index = Files.readString(folder.resolve(INDEX));
        String entry = index.replaceAll("(?s).*(\"model.norm.weight\":\"[^\"]*\"),?.*", "$1");
        Files.writeString(
                folder.resolve(INDEX), index.replace(entry + ",", "").replace("," + entry, ""));
        requireRefused("tensor model.norm.weight: is not in model.safetensors.index.json");
        Files.writeString(folder.resolve(INDEX), "{\"weight_map\": []}");
        requireRefused(INDEX + ": weight_map: is ARRAY, expected an object");
        Files.writeString(folder.resolve(INDEX), "{\"weight_map\": {}}");
        requireRefused("tensor token_embd.weight: not among the 0 tensors");
    }

    @Test
    void aTensorInTwoShardsIsRefused() throws IOException {
        writeShards();
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.tensor(
                "model.norm.weight",
                TensorType.F32,
                new long[] {40},
                MemorySegment.ofArray(new float[40]));
        writer.write(folder.resolve(SECOND));
        Files.delete(folder.resolve("model-00001-of-00003.safetensors"));
        writer.write(folder.resolve("model-00001-of-00003.safetensors"));
        requireRefused("tensor model.norm.weight: is also in model-0000");
    }

    @Test
    void aTensorThatNobodyKnowsIsRefusedAndOneOfNoUseIsNot() throws IOException {
        Path single = folder.resolve("model.safetensors");
        for (String name :
                List.of(
                        "model.layers.0.self_attn.q_proj.bias",
                        "model.layers.0.self_attn.sinks",
                        "blk.0.attn_q.weight",
                        "token_embd.weight")) {
            write();
            withTensor(single, name);
            requireRefused("tensor " + name + ": is not part of the family `llama` as Candor runs");
        }
        write();
        withTensor(single, "model.layers.1.self_attn.rotary_emb.inv_freq");
        Model.open(folder).close();
    }

    /// The same file with one more tensor.
    private static void withTensor(Path path, String name) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            file.tensors()
                    .forEach((each, tensor) ->
                            writer.tensor(
                                    each,
                                    tensor.type(),
                                    tensor.shape().stream().mapToLong(Long::longValue).toArray(),
                                    tensor.data()));
            writer.tensor(
                    name, TensorType.F32, new long[] {5}, MemorySegment.ofArray(new float[5]));
            writer.write(path);
        }
    }
}
