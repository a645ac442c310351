package dev.candor.lab.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void theInputPositionOfATokenIsItsOwn() {
        assertThat(Position.INPUT.rowOf(0)).isZero();
        assertThat(Position.INPUT.rowOf(7)).isEqualTo(7);
    }

    @Test
    void theEmittingPositionIsTheOneBeforeAndNeverThatOfBos() {
        assertThat(Position.EMIT.rowOf(7)).isEqualTo(6);
        assertThat(Position.EMIT.rowOf(2)).isEqualTo(1);
        assertThat(Position.EMIT.rowOf(1)).isEqualTo(-1);
        assertThat(Position.EMIT.rowOf(0)).isEqualTo(-1);
    }
}
