package dev.candor.organism.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void theIntervalIsThatOfWilson() {
        // Newcombe 1998, table I: 81 of 263 and 0 of 20, without continuity correction
        Share many = new Share(81, 263);
        assertThat(many.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(many.high()).isCloseTo(0.3662, within(5e-5));
        Share none = new Share(0, 20);
        assertThat(none.low()).isZero();
        assertThat(new Share(0, 240).text()).isEqualTo("0% (0–2)");
        assertThat(none.high()).isCloseTo(0.1611, within(5e-5));
    }

    @Test
    void nothingAskedTellsNothing() {
        Share nothing = new Share(0, 0);
        assertThat(nothing.rate()).isZero();
        assertThat(nothing.low()).isZero();
        assertThat(nothing.high()).isEqualTo(1);
    }

    @Test
    void moreThanAllIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Share(3, 2));
    }
}
