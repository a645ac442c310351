package dev.candor.engine.model;

import static dev.candor.engine.testing.TinyFamilies.count;
import static dev.candor.engine.testing.TinyFamilies.real;
import static dev.candor.engine.testing.TinyFamilies.text;
import static dev.candor.engine.testing.TinyModels.metadata;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.withoutMetadata;
import static dev.candor.engine.testing.TinyModels.withoutTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.testing.TinyModels.Option;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a family has and Candor does not compute is refused, never left out.
class MalformedFamiliesTest {
    static Stream<Arguments> broken() {
        return Stream.of(
                broken(
                        TinyFamily.LLAMA,
                        count("llama.attention.sliding_window", 64),
                        "llama.attention.sliding_window: is 64, expected none below the context of"
                                + " 128: Candor runs the family `llama` without it"),
                broken(
                        TinyFamily.LLAMA,
                        real("llama.attention.clamp_kqv", 8),
                        "llama.attention.clamp_kqv: is 8.0, expected 0.0: Candor runs"),
                broken(
                        TinyFamily.LLAMA,
                        metadata("llama.attention.causal", new GgufValue.Bool(false)),
                        "llama.attention.causal: is false, expected true"),
                broken(
                        TinyFamily.LLAMA,
                        metadata("llama.use_parallel_residual", new GgufValue.Bool(true)),
                        "llama.use_parallel_residual: is true, expected false"),
                broken(
                        TinyFamily.MISTRAL3,
                        real("mistral3.attention.temperature_scale", 0.1),
                        "mistral3.attention.temperature_scale: is "),
                broken(
                        TinyFamily.MISTRAL3,
                        text("mistral3.rope.scaling.type", "yarn"),
                        "mistral3.rope.scaling.type: is `yarn`, expected none or linear"),
                broken(
                        TinyFamily.MISTRAL3,
                        real("mistral3.rope.scaling.factor", 4),
                        "mistral3.rope.scaling.factor: is 4.0, expected 1.0"),
                broken(
                        TinyFamily.QWEN2,
                        withoutTensor("blk.1.attn_k.bias"),
                        "tensor blk.1.attn_k.bias: not among the"),
                broken(
                        TinyFamily.QWEN2,
                        tensor("blk.0.attn_output.bias", new float[50], 50),
                        "tensor blk.0.attn_output.bias: is not part of the family `qwen2`"),
                broken(
                        TinyFamily.QWEN3,
                        withoutTensor("blk.2.attn_q_norm.weight"),
                        "tensor blk.2.attn_q_norm.weight: not among the"),
                broken(
                        TinyFamily.QWEN3,
                        tensor("blk.0.attn_k_norm.weight", new float[40], 40),
                        "tensor blk.0.attn_k_norm.weight: has dimensions [40], expected [14, 1]"),
                broken(
                        TinyFamily.QWEN3,
                        count("qwen3.expert_count", 4),
                        "qwen3.expert_count: is 4, expected 0"),
                broken(
                        TinyFamily.GEMMA2,
                        withoutTensor("blk.0.post_ffw_norm.weight"),
                        "tensor blk.0.post_ffw_norm.weight: not among the"),
                broken(
                        TinyFamily.GEMMA2,
                        real("gemma2.attn_logit_softcapping", -1),
                        "gemma2.attn_logit_softcapping: is -1.0, expected a finite number above 0"),
                broken(
                        TinyFamily.GEMMA2,
                        count("gemma2.attention.sliding_window", 0),
                        "gemma2.attention.sliding_window: is 0, expected 1 to 16777216"),
                broken(
                        TinyFamily.GEMMA3,
                        withoutMetadata("gemma3.attention.sliding_window"),
                        "metadata key gemma3.attention.sliding_window: not in the file"),
                broken(
                        TinyFamily.GEMMA3,
                        text("gemma3.rope.scaling.type", "yarn"),
                        "gemma3.rope.scaling.type: is `yarn`, expected none or linear"),
                broken(
                        TinyFamily.GEMMA3,
                        metadata("gemma3.attention.sliding_window_pattern", flags(1, 0)),
                        "sliding_window_pattern: has 2 entries, expected 7, one a layer"),
                broken(
                        TinyFamily.PHI3,
                        withoutTensor("blk.0.attn_qkv.weight"),
                        "tensor blk.0.attn_qkv.weight: not among the"),
                broken(
                        TinyFamily.PHI3,
                        count("phi3.feed_forward_length", 76),
                        "tensor blk.0.ffn_up.weight: has dimensions [40, 154], expected [40, 152]"),
                broken(
                        TinyFamily.PHI3,
                        tensor("rope_factors_short.weight", new float[] {1, 2, 3, -4, 5}, 5),
                        "tensor rope_factors_short.weight: value 3 is -4.0, expected a finite"),
                broken(
                        TinyFamily.PHI3,
                        tensor("rope_factors_long.weight", new float[] {1, 2}, 2),
                        "tensor rope_factors_long.weight: has dimensions [2], expected [5, 1]"),
                broken(
                        TinyFamily.GPT2,
                        count("gpt2.context_length", 127),
                        "tensor position_embd.weight: has dimensions [40, 128], expected [40, 127]"),
                broken(
                        TinyFamily.GPT2,
                        withoutTensor("output_norm.bias"),
                        "tensor output_norm.bias: not among the"),
                broken(
                        TinyFamily.GPT2,
                        real("gpt2.attention.max_alibi_bias", 8),
                        "gpt2.attention.max_alibi_bias: is 8.0, expected 0.0"));
    }

    private static GgufValue flags(int... flags) {
        byte[] packed = new byte[flags.length];
        for (int i = 0; i < flags.length; i++) {
            packed[i] = (byte) flags[i];
        }
        return GgufNumbers.ofPacked(GgufType.BOOL, packed);
    }

    private static Arguments broken(TinyFamily family, Option option, String message) {
        return Arguments.of(message, family, option);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void theMessageNamesFilePlaceFoundAndExpected(
            String message, TinyFamily family, Option option) {
        Path file = TinyModels.llamaFile(TinyFamilies.of(family), option);
        assertThatThrownBy(() -> Model.open(file))
                .isInstanceOf(MalformedModelException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource
    void aWholeModelOpensUnderItsOwnName(TinyFamily family) {
        try (Model model = TinyModels.llama(TinyFamilies.of(family))) {
            assertThat(model.config().family()).isEqualTo(family.architecture());
            assertThat(Model.families()).contains(family.architecture());
        }
    }

    @Test
    void windowsFollowTheListOfTheFileIfItHasOne() {
        Option list =
                metadata("gemma3.attention.sliding_window_pattern", flags(0, 1, 1, 0, 1, 1, 1));
        try (Model model = TinyModels.llama(TinyFamilies.of(TinyFamily.GEMMA3), list)) {
            assertThat(model.weights().layers())
                    .extracting(layer -> layer.attention().rule().window())
                    .containsExactly(
                            AttentionRule.EVERYTHING, 21, 21, AttentionRule.EVERYTHING, 21, 21, 21);
        }
    }

    @Test
    void aPhiOfALongContextRunsWithinTheOriginalOne() {
        try (Model model =
                TinyModels.llama(
                        TinyFamilies.of(TinyFamily.PHI3),
                        count("phi3.rope.scaling.original_context_length", 64),
                        tensor("rope_factors_short.weight", new float[] {1, 1, 1, 1, 1}, 5))) {
            assertThat(model.config().context()).isEqualTo(64);
        }
    }

    @Test
    void partsOfAFusedTensorShareItsMemory() {
        try (Model model = TinyModels.llama(TinyFamilies.of(TinyFamily.PHI3))) {
            SelfAttention attention = model.weights().layers().getFirst().attention();
            long query = attention.wQuery().weight().data().address();
            long key = attention.wKey().weight().data().address();
            assertThat(key - query).isEqualTo(40 * 40 * 4);
        }
    }
}
