package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RiskColourTest {
    /// WCAG 2.1, success criterion 1.4.11: a ratio of 3 at least.
    @ParameterizedTest
    @EnumSource
    void everyColourIsReadableOnBlackAndOnWhite(RiskColour colour) {
        double luminance = luminance(colour.rgb());
        assertThat((luminance + 0.05) / 0.05).isGreaterThan(3);
        assertThat(1.05 / (luminance + 0.05)).isGreaterThan(3);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 255) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @ParameterizedTest
    @CsvSource({
        "-9, TEAL",
        "-1.2, GREEN",
        "-0.1, OCHRE",
        "0, ORANGE",
        "0.5, ORANGE",
        "1, RED",
        "9, RED"
    })
    void coloursFollowTheDistanceFromTheThreshold(double distance, RiskColour colour) {
        assertThat(RiskColour.of(3 + distance, 3)).isEqualTo(colour);
    }

    @Test
    void fromTheThresholdOnTextIsBoldAsWell() {
        assertThat(RiskColour.OCHRE.paint("x")).isEqualTo("\u001B[38;5;136mx\u001B[0m");
        assertThat(RiskColour.ORANGE.paint("x")).isEqualTo("\u001B[1;38;5;166mx\u001B[0m");
    }
}
