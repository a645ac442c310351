package dev.candor.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tiny models of every family against the recorded log-probabilities of llama.cpp.
class GoldenFamiliesTest {
    private static final GoldenLogits GOLDEN = GoldenLogits.resource("families.json");

    static Stream<String> names() {
        return GoldenModels.families().keySet().stream();
    }

    static Stream<String> namesWithGelu() {
        return names().filter(name -> hasGelu(name) && !name.endsWith("27b"));
    }

    private static boolean hasGelu(String name) {
        return name.startsWith("gemma") || name.startsWith("gpt2");
    }

    /// As a share of the spread of the logits. llama.cpp looks gelu up in a table of f16 values,
    /// whose rounding is 5e-4 of a neuron; the next test takes that apart.
    @ParameterizedTest
    @MethodSource("names")
    void logProbabilitiesAreThoseOfLlamaCpp(String name) {
        assertThat(GOLDEN.largestDifference(name)).isLessThan(hasGelu(name) ? 1e-3 : 1e-5);
    }

    /// In double precision, which takes its time: without the models of many layers. Where an input
    /// lies near the middle of two halves it falls either way, 5e-4 of one neuron.
    @ParameterizedTest
    @MethodSource("namesWithGelu")
    void whatRemainsIsTheirTableOfGelu(String name) {
        assertThat(GOLDEN.largestReferenceDifference(name, PeerRounding.of(name)))
                .isLessThan(1.5e-4);
    }

    @Test
    void theRecordingCoversEveryFamilyWithPromptsLongerThanTheWindow() {
        assertThat(GOLDEN.models().keySet())
                .containsExactlyInAnyOrderElementsOf(GoldenModels.families().keySet());
        assertThat(GOLDEN.prompts()).anyMatch(prompt -> prompt.length > 100);
    }
}
