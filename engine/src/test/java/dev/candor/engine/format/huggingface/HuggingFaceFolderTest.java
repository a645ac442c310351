package dev.candor.engine.format.huggingface;

import static dev.candor.engine.testing.TinyModels.chatTemplate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.model.AttentionRule;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.Rope;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyFolder;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.testing.TinyModels.Option;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What settings become, and what comes with the weights.
class HuggingFaceFolderTest {
    @TempDir private Path folder;

    private Model open(TinyFamily family, Map<String, ?> settings, Option... more) {
        Option all = TinyFamilies.all(TinyFamilies.of(family), TinyFamilies.all(more));
        return Model.open(TinyFolder.write(folder, 1, settings, all));
    }

    private static Rope rope(Model model, int layer) {
        return Objects.requireNonNull(
                model.weights().layers().get(layer).attention().rule().rope());
    }

    /// By the definition: pairs that turn less than `low` times within the original context slow
    /// down 8 times, those of more than `high` turns do not, a ramp between.
    @Test
    void theScalingOfLlama3SlowsEachPairByItsOwnFactor() {
        Map<String, ?> scaling =
                Map.of(
                        "rope_type", "llama3",
                        "factor", 8.0,
                        "low_freq_factor", 1.0,
                        "high_freq_factor", 4.0,
                        "original_max_position_embeddings", 64);
        try (Model model = open(TinyFamily.LLAMA, Map.of("rope_scaling", scaling))) {
            double[] turns = rope(model, 0).inverseFrequencies();
            assertThat(turns).hasSize(5);
            for (int i = 0; i < 5; i++) {
                double plain = Math.pow(10000, -2.0 * i / 10);
                double wavelength = 2 * Math.PI / plain;
                double expected;
                if (wavelength < 64 / 4.0) {
                    expected = plain;
                } else if (wavelength > 64 / 1.0) {
                    expected = plain / 8;
                } else {
                    double smooth = (64 / wavelength - 1) / (4 - 1);
                    expected = (1 - smooth) * plain / 8 + smooth * plain;
                }
                assertThat(turns[i]).as("pair %d", i).isCloseTo(expected, within(1e-7 * plain));
            }
        }
    }

    @Test
    void yarnAndLinearScalingAreThoseOfTheGguf() {
        Option yarn =
                TinyFamilies.all(
                        TinyFamilies.text("qwen2.rope.scaling.type", "yarn"),
                        TinyFamilies.real("qwen2.rope.scaling.factor", 4),
                        TinyFamilies.count("qwen2.rope.scaling.original_context_length", 32));
        Map<String, ?> settings =
                Map.of("type", "yarn", "factor", 4.0, "original_max_position_embeddings", 32);
        requireSameTurns(TinyFamily.QWEN2, yarn, Map.of("rope_scaling", settings));
        Option linear = TinyFamilies.real("gemma3.rope.scaling.factor", 8);
        Map<String, ?> eight = Map.of("rope_type", "linear", "factor", 8.0);
        requireSameTurns(TinyFamily.GEMMA3, linear, Map.of("rope_scaling", eight));
    }

    private void requireSameTurns(TinyFamily family, Option option, Map<String, ?> settings) {
        try (Model gguf = TinyModels.llama(TinyFamilies.of(family), option);
                Model found = open(family, settings)) {
            for (int l = 0; l < gguf.config().layers(); l++) {
                Rope rope = rope(found, l);
                assertThat(rope.inverseFrequencies()).isEqualTo(rope(gguf, l).inverseFrequencies());
                assertThat(rope.magnitude()).isEqualTo(rope(gguf, l).magnitude());
            }
        }
    }

    @Test
    void aStatedAttentionFactorReplacesThatOfYarn() {
        Map<String, ?> scaling =
                Map.of("rope_type", "yarn", "factor", 4.0, "attention_factor", 1.25);
        try (Model model = open(TinyFamily.QWEN3, Map.of("rope_scaling", scaling))) {
            assertThat(rope(model, 0).magnitude()).isCloseTo(1.25, within(1e-6));
        }
    }

    @Test
    void rotationMayStandInOneObjectAsInTransformers5() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("rope_theta", null);
        settings.put("rope_parameters", Map.of("rope_type", "default", "rope_theta", 50000.0));
        try (Model model = open(TinyFamily.QWEN2, settings)) {
            assertThat(rope(model, 0).inverseFrequencies()[1])
                    .isCloseTo(Math.pow(50000, -2.0 / 10), within(1e-12));
        }
        Map<String, ?> full = Map.of("rope_type", "linear", "factor", 8.0, "rope_theta", 2e6);
        Map<String, ?> local = Map.of("rope_type", "default", "rope_theta", 3e4);
        Map<String, ?> both = Map.of("full_attention", full, "sliding_attention", local);
        try (Model model = open(TinyFamily.GEMMA3, Map.of("rope_parameters", both))) {
            assertThat(rope(model, 5).inverseFrequencies()[1])
                    .isCloseTo(Math.pow(2e6, -2.0 / 14) / 8, within(1e-12));
            assertThat(rope(model, 0).inverseFrequencies()[1])
                    .isCloseTo(Math.pow(3e4, -2.0 / 14), within(1e-12));
        }
    }

    @Test
    void aPhiOfALongContextHasItsFactorsAndTurnsAPartOfAHead() {
        Map<String, ?> scaling =
                Map.of(
                        "type",
                        "longrope",
                        "short_factor",
                        List.of(1.0, 1.5, 2.0, 3.0),
                        "long_factor",
                        List.of(1.0, 2.0, 3.0, 4.0));
        Map<String, ?> settings =
                Map.of(
                        "rope_scaling",
                        scaling,
                        "original_max_position_embeddings",
                        64,
                        "partial_rotary_factor",
                        0.8);
        try (Model model = open(TinyFamily.PHI3, settings)) {
            assertThat(model.config().context()).isEqualTo(64);
            Rope rope = rope(model, 0);
            assertThat(rope.inverseFrequencies()).hasSize(4);
            assertThat(rope.inverseFrequencies()[2]).isCloseTo(0.01 / 2, within(1e-9));
            double attention = Math.sqrt(1 + Math.log(2) / Math.log(64));
            assertThat(rope.magnitude()).isCloseTo(attention, within(1e-6));
        }
    }

    @Test
    void windowsFollowTheLayerTypes() {
        List<String> types = List.of("full_attention", "sliding_attention", "full_attention");
        try (Model model = open(TinyFamily.GEMMA2, Map.of("layer_types", types))) {
            assertThat(model.weights().layers())
                    .extracting(layer -> layer.attention().rule().window())
                    .containsExactly(AttentionRule.EVERYTHING, 21, AttentionRule.EVERYTHING);
        }
    }

    @Test
    void attentionIsScaledByItsSetting() {
        try (Model model = open(TinyFamily.GEMMA3, Map.of("query_pre_attn_scalar", 100))) {
            assertThat(model.weights().layers().getFirst().attention().rule().scale())
                    .isEqualTo(0.1f);
        }
    }

    @Test
    void aModelWithAWindowThatItsFamilyLacksRunsWithinIt() {
        Map<String, ?> mistral = Map.of("model_type", "mistral", "sliding_window", 50);
        try (Model model = open(TinyFamily.LLAMA, mistral)) {
            assertThat(model.config().family()).isEqualTo("llama");
            assertThat(model.config().context()).isEqualTo(50);
        }
        Map<String, ?> unused = Map.of("sliding_window", 50, "max_window_layers", 1);
        try (Model model = open(TinyFamily.QWEN2, unused)) {
            assertThat(model.config().context()).isEqualTo(128);
        }
        Map<String, Object> used = new HashMap<>(unused);
        used.put("use_sliding_window", true);
        try (Model model = open(TinyFamily.QWEN2, used)) {
            assertThat(model.config().context()).isEqualTo(50);
        }
    }

    @Test
    void whatIsTiedIgnoresAnOutputOfItsOwn() {
        Map<String, ?> tied = Map.of("tie_word_embeddings", true);
        try (Model model = open(TinyFamily.LLAMA, tied, TinyModels.untied())) {
            assertThat(model.weights().output().weight())
                    .isSameAs(model.weights().embedding().tokens());
        }
    }

    @Test
    void ofAModelThatAlsoSeesTheTextPartIsRead() throws IOException {
        Path text = TinyFolder.write(folder.resolve("text"), TinyFamilies.of(TinyFamily.GEMMA3));
        Path seeing = TinyFolder.seeing(text, folder.resolve("seeing"));
        try (Model plain = Model.open(text);
                Model part = Model.open(seeing)) {
            assertThat(part.config().family()).isEqualTo("gemma3");
            assertThat(part.weights().layers()).hasSize(7);
            MemorySegment expected = plain.weights().embedding().tokens().data();
            MemorySegment found = part.weights().embedding().tokens().data();
            assertThat(found.mismatch(expected)).isEqualTo(-1);
        }
    }

    @Test
    void tokensAndTemplateAreThoseOfTheGguf() {
        Path gguf = TinyModels.llamaFile(chatTemplate());
        TinyFolder.write(folder, chatTemplate());
        try (GgufFile file = GgufFile.open(gguf);
                GgufModel read = ModelFiles.open(folder);
                Tokenizer expected = Tokenizer.from(file);
                Tokenizer found = Tokenizer.from(read)) {
            String text = "What is the capital of the largest country?";
            assertThat(found.encode(text, true, false).ids())
                    .isEqualTo(expected.encode(text, true, false).ids());
            assertThat(found.vocabularySize()).isEqualTo(expected.vocabularySize());
            assertThat(found.isEndOfGeneration(2)).isTrue();
            assertThat(found.isEndOfGeneration(7)).isFalse();
            List<ChatMessage> messages = List.of(new ChatMessage("user", text));
            assertThat(template(read).render(messages, true))
                    .isEqualTo(template(file).render(messages, true));
        }
    }

    private static ChatTemplate template(GgufModel model) {
        return ChatTemplate.from(model, () -> Instant.EPOCH).orElseThrow();
    }

    @Test
    void filesBesideTheTokenizerNameTheTemplateAndTheEndsOfAReply() throws IOException {
        TinyFolder.write(folder, chatTemplate());
        Files.writeString(folder.resolve("chat_template.jinja"), "Hello {{ bos_token }}");
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [2, 7]}");
        try (GgufModel read = ModelFiles.open(folder);
                Tokenizer found = Tokenizer.from(read)) {
            assertThat(template(read).render(List.of(), true)).isEqualTo("Hello <s>");
            assertThat(found.isEndOfGeneration(7)).isTrue();
            assertThat(found.isEndOfGeneration(8)).isFalse();
        }
    }

    @Test
    void theTokenizerHasAnIdForEveryRowOfTheEmbedding() throws IOException {
        TinyFolder.write(folder, TinyModels.vocabulary(400));
        try (GgufModel read = ModelFiles.open(folder)) {
            Path json = folder.resolve("tokenizer.json");
            Path shorter = TinyFolder.write(folder.resolve("less"), TinyModels.vocabulary(300));
            Files.copy(
                    shorter.resolve("tokenizer.json"), json, StandardCopyOption.REPLACE_EXISTING);
            try (Tokenizer found = Tokenizer.from(read)) {
                assertThat(found.vocabularySize()).isEqualTo(400);
                assertThat(found.bytesOf(399)).isEmpty();
            }
        }
    }

    @Test
    void theHashIsThatOfTheListThatSha256sumPrints() throws IOException {
        TinyFolder.write(folder, 3, Map.of());
        StringBuilder lines = new StringBuilder();
        for (String name :
                List.of(
                        "config.json",
                        "model.safetensors.index.json",
                        "model-00001-of-00003.safetensors",
                        "model-00002-of-00003.safetensors",
                        "model-00003-of-00003.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            lines.append(FileBytes.sha256(MemorySegment.ofArray(bytes)));
            lines.append("  ").append(name).append('\n');
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        String first;
        try (GgufModel model = ModelFiles.open(folder)) {
            first = model.sha256();
            assertThat(first).isEqualTo(FileBytes.sha256(MemorySegment.ofArray(text)));
        }
        Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
        try (GgufModel model = ModelFiles.open(folder)) {
            assertThat(model.sha256()).isNotEqualTo(first);
        }
    }

    @Test
    void theListingHasGgufsNamesAndOrder() {
        TinyFolder.write(folder, TinyFamilies.of(TinyFamily.GPT2));
        try (GgufModel model = ModelFiles.open(folder)) {
            assertThat(model.info("blk.0.ffn_up.weight").dims()).containsExactly(40, 77);
            assertThat(model.tensor("blk.0.ffn_up.weight").dims()).containsExactly(40, 77);
            assertThat(model.hasTensor("blk.0.attn_qkv.bias")).isTrue();
            assertThat(model.nameInFile("blk.0.ffn_up.weight"))
                    .isEqualTo("transformer.h.0.mlp.c_fc.weight");
            assertThat(model.nameInFile("gpt2.context_length"))
                    .isEqualTo("config.json: n_positions");
        }
    }

    @Test
    void aNormOfGemmaIsItsStoredWeightAndOne() {
        TinyFolder.write(folder, TinyFamilies.of(TinyFamily.GEMMA2));
        Path gguf = TinyModels.llamaFile(TinyFamilies.of(TinyFamily.GEMMA2));
        try (GgufModel read = ModelFiles.open(folder);
                GgufFile file = GgufFile.open(gguf)) {
            assertThat(read.tensor("output_norm.weight").data().toArray(ValueLayout.JAVA_FLOAT))
                    .isEqualTo(
                            file.tensor("output_norm.weight")
                                    .data()
                                    .toArray(ValueLayout.JAVA_FLOAT));
        }
    }
}
