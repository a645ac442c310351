package dev.candor.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against scipy 1.17.1.
class DistributionsTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-8);

    @ParameterizedTest
    @CsvSource({
        "-8, 6.22096057427174e-16",
        "-3.5, 0.00023262907903552502",
        "-3, 0.0013498980316300933",
        "-2.9, 0.0018658133003840375",
        "-1, 0.15865525393145707",
        "0, 0.5",
        "0.5, 0.6914624612740131",
        "2, 0.9772498680518208",
        "5, 0.9999997133484281"
    })
    void normalIsThatOfTheTables(double z, double below) {
        assertThat(Normal.below(z)).isCloseTo(below, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "-2, 1, 0.14758361765043326",
        "1.5, 3.7, 0.8932009153989933",
        "-12, 5, 3.544746258580761e-05",
        "-4, 10000, 3.189933441156984e-05",
        "0, 4, 0.5"
    })
    void studentsTIsThatOfTheTables(double t, double degrees, double below) {
        assertThat(StudentT.below(t, degrees)).isCloseTo(below, CLOSE);
    }

    @Test
    void withOneDegreeOfFreedomItIsCauchys() {
        for (double t : new double[] {-30, -1, 0.3, 7}) {
            assertThat(StudentT.below(t, 1)).isCloseTo(0.5 + Math.atan(t) / Math.PI, within(1e-12));
        }
    }

    @Test
    void whatIsNoNumberStaysNone() {
        assertThat(Normal.below(Double.NaN)).isNaN();
        assertThat(StudentT.below(Double.NaN, 3)).isNaN();
    }
}
