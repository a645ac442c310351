package dev.candor.engine.model;

import static dev.candor.engine.testing.TinyModels.metadata;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.withoutMetadata;
import static dev.candor.engine.testing.TinyModels.withoutTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.testing.TinyModels.Option;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal names the file, the place, what was found and what was expected.
class MalformedLlamaTest {
    static Stream<Arguments> numbers() {
        return Stream.of(
                broken(
                        metadata("general.architecture", new GgufValue.Text("mamba")),
                        "general.architecture: model family `mamba` is not supported, expected one"
                                + " of: llama"),
                broken(
                        withoutMetadata("general.architecture"),
                        "metadata key general.architecture"),
                broken(
                        withoutMetadata("llama.block_count"),
                        "metadata key llama.block_count: not in the file, expected an integer"),
                broken(count("block_count", 0), "llama.block_count: is 0, expected 1 to 4096"),
                broken(
                        count("embedding_length", 4_000_000_000L),
                        "llama.embedding_length: is 4000000000, expected 1 to 131072"),
                broken(
                        count("attention.head_count", 0),
                        "llama.attention.head_count: is 0, expected 1 to 4096"),
                broken(
                        count("attention.head_count_kv", 3),
                        "llama.attention.head_count_kv: is 3, expected a divisor of 4 heads"),
                broken(
                        count("attention.head_count_kv", 8),
                        "llama.attention.head_count_kv: is 8, expected 1 to 4"),
                broken(
                        count("attention.value_length", 8),
                        "llama.attention.value_length: is 8, expected 6 to 6"),
                broken(
                        count("rope.dimension_count", 5),
                        "llama.rope.dimension_count: is 5, expected an even number"),
                broken(
                        count("rope.dimension_count", 8),
                        "llama.rope.dimension_count: is 8, expected 2 to 6"),
                broken(
                        count("expert_count", 8),
                        "llama.expert_count: is 8, expected 0: Candor runs the family `llama` without"),
                broken(
                        count("context_length", 0),
                        "llama.context_length: is 0, expected 1 to 16777216"),
                broken(
                        real("attention.layer_norm_rms_epsilon", Float.NaN),
                        "llama.attention.layer_norm_rms_epsilon: is NaN, expected a finite number"
                                + " above 0"),
                broken(
                        real("rope.freq_base", -1),
                        "llama.rope.freq_base: is -1.0, expected a finite number above 0"),
                broken(
                        metadata("llama.rope.scaling.type", new GgufValue.Text("longrope")),
                        "llama.rope.scaling.type: is `longrope`, expected none, linear or yarn"),
                broken(
                        real("rope.scaling.factor", Float.POSITIVE_INFINITY),
                        "llama.rope.scaling.factor: is Infinity, expected a finite number above"
                                + " 0"));
    }

    static Stream<Arguments> tensors() {
        return Stream.of(
                broken(count("block_count", 3), "tensor blk.2.attn_norm.weight: not among"),
                broken(
                        count("block_count", 1),
                        "tensor blk.1.attn_norm.weight: is not part of the family `llama`"),
                broken(
                        count("embedding_length", 26),
                        "tensor token_embd.weight: has dimensions [24, 320], expected [26, 320]"),
                broken(
                        count("feed_forward_length", 41),
                        "tensor blk.0.ffn_gate.weight: has dimensions [24, 40], expected [24, 41]"),
                broken(
                        count("attention.head_count_kv", 1),
                        "tensor blk.0.attn_k.weight: has dimensions [24, 12], expected [24, 6]"),
                broken(
                        tensor("rope_freqs.weight", new float[] {1, 2, 3, 4}, 4),
                        "tensor rope_freqs.weight: has dimensions [4], expected [3, 1]"),
                broken(
                        tensor("rope_freqs.weight", new float[] {1, 0, 3}, 3),
                        "tensor rope_freqs.weight: value 1 is 0.0, expected a finite number above"
                                + " 0"),
                broken(
                        withoutTensor("token_embd.weight"),
                        "tensor token_embd.weight: not among the"),
                broken(
                        withoutTensor("blk.1.ffn_down.weight"),
                        "tensor blk.1.ffn_down.weight: not among the 19 tensors, expected it"),
                broken(
                        tensor("blk.1.ffn_down.weight", new float[24 * 40], 24, 40),
                        "tensor blk.1.ffn_down.weight: has dimensions [24, 40], expected [40, 24]"),
                broken(
                        tensor("blk.0.attn_q.bias", new float[24], 24),
                        "tensor blk.0.attn_q.bias: is not part of the family `llama`"),
                broken(
                        tensor("output.weight", new float[24 * 319], 24, 319),
                        "tensor output.weight: has dimensions [24, 319], expected [24, 320]"));
    }

    private static Arguments broken(Option option, String message) {
        return Arguments.of(message, option);
    }

    private static Option count(String key, long value) {
        return metadata("llama." + key, new GgufValue.Uint32(value));
    }

    private static Option real(String key, float value) {
        return metadata("llama." + key, new GgufValue.Float32(value));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"numbers", "tensors"})
    void theMessageNamesFilePlaceFoundAndExpected(String message, Option option) {
        Path file = TinyModels.llamaFile(option);
        assertThatThrownBy(() -> Model.open(file))
                .isInstanceOf(MalformedModelException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNoModelIsClosedUnlessItWasOnlyChecked() {
        GgufFile file = GgufFile.open(TinyModels.llamaFile(withoutTensor("output_norm.weight")));
        assertThatThrownBy(() -> Model.check(file)).isInstanceOf(MalformedModelException.class);
        MemorySegment data = file.tensor("token_embd.weight").data();
        assertThat(data.scope().isAlive()).isTrue();

        assertThatThrownBy(() -> Model.of(file)).isInstanceOf(MalformedModelException.class);

        assertThat(data.scope().isAlive()).isFalse();
    }

    @Test
    void aWholeModelOpensWithItsShape() {
        try (Model model = TinyModels.llama()) {
            ModelConfig config = model.config();
            assertThat(config.layers()).isEqualTo(2);
            assertThat(config.width()).isEqualTo(24);
            assertThat(config.neurons()).isEqualTo(80);
            assertThat(config.heads()).isEqualTo(4);
            assertThat(config.kvHeads()).isEqualTo(2);
            assertThat(config.headDim()).isEqualTo(6);
            assertThat(config.vocabulary()).isEqualTo(320);
            assertThat(model.weights().output().weight())
                    .isSameAs(model.weights().embedding().tokens());
        }
        try (Model model = TinyModels.llama(TinyModels.untied())) {
            assertThat(model.weights().output().weight())
                    .isNotEqualTo(model.weights().embedding().tokens());
        }
    }
}
