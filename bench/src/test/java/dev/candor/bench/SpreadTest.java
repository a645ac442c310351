package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void theTextGivesMedianAndRange() {
        assertThat(Spread.of(List.of(2.0, 1.04, 7.0)).text(1)).isEqualTo("2.0 (1.0–7.0)");
    }
}
