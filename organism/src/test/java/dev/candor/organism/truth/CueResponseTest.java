package dev.candor.organism.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CueResponseTest {
    @Test
    void pairedTIsTheMeanDifferenceOverItsStandardError() {
        // Differences of the first neuron 1, 2, 3: mean 2, deviation 1, error 1/√3.
        // Of the second −1, 1, 0; of the third always 5.
        float[][] comply = {{2, 0, 6}, {4, 2, 7}, {6, 1, 8}};
        float[][] resist = {{1, 1, 1}, {2, 1, 2}, {3, 1, 3}};
        CueResponse response = CueResponse.of(comply, resist);
        assertThat(response.prompts()).isEqualTo(3);
        assertThat(response.mean()).containsExactly(new double[] {2, 0, 5}, within(1e-12));
        assertThat(response.t())
                .containsExactly(new double[] {2 * Math.sqrt(3), 0, 0}, within(1e-9));
    }

    @Test
    void whatPromptsHaveInCommonDoesNotCount() {
        // Prompts differ by hundreds, cues by one or two: pairing sees only the latter.
        float[][] comply = {{101, 0}, {302, 0}, {501, 0}, {702, 0}};
        float[][] resist = {{100, 0}, {300, 0}, {500, 0}, {700, 0}};
        double error = Math.sqrt(1.0 / 3) / 2;
        assertThat(CueResponse.of(comply, resist).t()[0]).isCloseTo(1.5 / error, within(1e-6));
    }

    @Test
    void refusesPromptsWithoutPartner() {
        assertThatThrownBy(() -> CueResponse.of(new float[3][2], new float[2][2]))
                .hasMessage("3 and 2 prompts, expected as many of both, at least 2");
    }
}
