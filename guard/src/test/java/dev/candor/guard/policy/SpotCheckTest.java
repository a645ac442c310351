package dev.candor.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpotCheckTest {
    private static final int ANSWERS = 8_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.02, 0.5, 0.97})
    void itPicksItsShare(double share) {
        double sigma = Math.sqrt(ANSWERS * share * (1 - share));
        assertThat((double) picked(share, 0).size()).isCloseTo(ANSWERS * share, within(4 * sigma));
    }

    @Test
    void noneIsNoneAndAllIsAll() {
        assertThat(picked(0, 0)).isEmpty();
        assertThat(picked(1, 0)).hasSize(ANSWERS);
    }

    @Test
    void theSameAnswersArePickedWhateverElseThePolicySays() {
        Policy one = Policies.of("rules: []\nspot-check: 0.5");
        Policy other = Policies.of("rules: []\nspot-check: 0.5\notherwise: flag");
        for (int k = 0; k < 100; k++) {
            assertThat(one.spotCheck("chatcmpl-" + k)).isEqualTo(other.spotCheck("chatcmpl-" + k));
        }
    }

    /// Recorded with another implementation of SHA-256; a later version must pick the same.
    @Test
    void theHashIsTheOneThatIsDocumented() {
        SpotCheck quarter = new SpotCheck(0.25, 0);
        assertThat(IntStream.range(0, 24).filter(k -> quarter.picks("chatcmpl-" + k)))
                .containsExactly(0, 1, 3, 4, 5, 6, 7, 14, 16, 19, 23);
    }

    @Test
    void aLargerShareKeepsThoseOfASmallerAndAnotherSeedPicksOthers() {
        assertThat(picked(0.1, 0)).containsAll(picked(0.02, 0));
        assertThat(picked(0.02, 1)).isNotEqualTo(picked(0.02, 0));
    }

    private static List<Integer> picked(double share, long seed) {
        SpotCheck check = new SpotCheck(share, seed);
        return IntStream.range(0, ANSWERS)
                .filter(k -> check.picks("chatcmpl-" + k))
                .boxed()
                .toList();
    }
}
