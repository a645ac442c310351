package dev.candor.lab.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.statistics.Interval;
import org.junit.jupiter.api.Test;

class DoseTest {
    @Test
    void whatCannotBeToldOrSaysNothingIsNoPartOfTheRate() {
        Dose dose = Dose.of(2, 30, 10, 50, 60, 7, 3, 12.5);
        assertThat(dose.rate()).isEqualTo(0.75);
        assertThat(dose.interval()).isEqualTo(Interval.ofShare(30, 40));
        assertThat(dose.unscorable()).isEqualTo(50);
        assertThat(dose.excluded()).isEqualTo(60);
    }

    @Test
    void withoutAScoredItemThereIsNoRate() {
        Dose dose = Dose.of(2, 0, 0, 5, 6, 0, 0, 1);
        assertThat(dose.rate()).isNaN();
        assertThat(dose.interval()).isNull();
    }
}
