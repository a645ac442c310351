package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void quantilesInterpolateBetweenOrderStatistics() {
        double[] values = new double[41];
        for (int i = 0; i <= 40; i++) {
            values[i] = 40 - i;
        }
        assertThat(Bootstrap.middle95(values)).isEqualTo(new Interval(1, 39));
        assertThat(Bootstrap.middle95(new double[] {0, 1})).isEqualTo(new Interval(0.025, 0.975));
    }

    @Test
    void refusesTooFewResamples() {
        assertThatThrownBy(() -> new Bootstrap(999, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
