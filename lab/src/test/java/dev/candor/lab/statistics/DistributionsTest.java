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

    @ParameterizedTest
    @CsvSource({
        "0.975, 1, 12.706204736174698",
        "0.975, 2, 4.302652729749462",
        "0.975, 3, 3.182446305283708",
        "0.975, 8, 2.306004135204166",
        "0.975, 9, 2.2621571628540993",
        "0.975, 30, 2.0422724563012373",
        "0.975, 100, 1.9839715184496334",
        "0.025, 8, -2.306004135204166",
        "0.5, 4, 0"
    })
    void quantilesOfStudentsTAreThoseOfTheTables(double share, double degrees, double t) {
        assertThat(StudentT.quantile(share, degrees)).isCloseTo(t, within(1e-8));
    }

    @Test
    void aQuantileGivesItsShareBack() {
        for (double share : new double[] {0.001, 0.2, 0.6, 0.9999}) {
            assertThat(StudentT.below(StudentT.quantile(share, 3.7), 3.7))
                    .isCloseTo(share, within(1e-12));
        }
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
        assertThat(StudentT.quantile(1, 3)).isNaN();
        assertThat(StudentT.quantile(0.9, 0)).isNaN();
    }
}
