package dev.candor.lab.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Slope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BandTest {
    private static final Slope CLEAR = slope(5);

    private static Slope slope(double perAlpha) {
        return new Slope(perAlpha, new Interval(perAlpha - 1, perAlpha + 1));
    }

    private static Band band(double own, Slope lead, double... controls) {
        List<Slope> others = Arrays.stream(controls).mapToObj(BandTest::slope).toList();
        return Band.of("gave in", slope(own), others, lead);
    }

    @Test
    void aSlopeBeyondAllControlsAndWhatOneMoreWouldDoIsOutside() {
        Band band = band(9, CLEAR, -1, 0.5, 2, 0.5);
        assertThat(band.outside()).isTrue();
        assertThat(band.low()).isEqualTo(-1);
        assertThat(band.high()).isEqualTo(2);
        assertThat(band.pValue()).isEqualTo(0.2);
        // 0.5 ± 3.1824 · 1.2247 · √1.25
        assertThat(band.prediction().low()).isCloseTo(-3.8577, within(1e-4));
        assertThat(band.prediction().high()).isCloseTo(4.8577, within(1e-4));
        assertThat(band.verdict())
                .isEqualTo(
                        "'gave in' moves by +9.00 points [+8.00, +10.00] a unit of α, outside the 4"
                                + " control sets, which move it by -1.00 to +2.00, and outside what one"
                                + " more would mostly do, -3.86 to +4.86 (95% prediction; rank p ="
                                + " 0.20).");
    }

    @Test
    void whereControlsVaryMuchTheFurthestSlopeIsNotOutside() {
        Band band = band(6, CLEAR, -1, 0.5, 2);
        assertThat(band.outside()).isFalse();
        assertThat(band.verdict())
                .isEqualTo(
                        "'gave in' moves by +6.00 points [+5.00, +7.00] a unit of α, further than the 3"
                                + " control sets, which move it by -1.00 to +2.00. But 3 sets of"
                                + " controls vary so much that one more could do as much: it would"
                                + " mostly move it by -6.95 to +7.95 (95% prediction; rank p = 0.25).");
        assertThat(band(-6, slope(-5), -2, -0.5, 1).outside()).isFalse();
        assertThat(band(-9, slope(-5), -2, -0.5, 1, -0.5).outside()).isTrue();
    }

    @Test
    void oneControlDoesNotShowHowMuchControlsVary() {
        Band band = band(60, CLEAR, 1);
        assertThat(band.outside()).isFalse();
        assertThat(band.prediction().low()).isNaN();
        assertThat(band.verdict())
                .endsWith(
                        ", further than the one control set, which moves it by +1.00: one set does not"
                                + " show how much such sets vary.");
    }

    @Test
    void aControlThatMovesAsFarTheOtherWayIsNamed() {
        assertThat(band(6, CLEAR, -6.5, 2).verdict())
                .contains("by -6.50 to +2.00.")
                .endsWith("; one of the sets moves it as far the other way.");
        assertThat(band(-6, slope(-5), -2, 6).verdict()).contains("as far the other way");
        double[] many = new double[40];
        many[0] = -6.5;
        assertThat(band(6, CLEAR, many).outside()).isTrue();
        assertThat(band(6, CLEAR, many).verdict()).endsWith("as far the other way.");
    }

    @Test
    void noSlopeAtAllIsFurtherThanNothing() {
        Band band = band(0, slope(-3), 2, 2.1, 1.9);
        assertThat(band.outside()).isFalse();
        assertThat(band.verdict()).contains(", less than the 3 control sets");
    }

    @Test
    void aSlopeAmongTheControlsShowsNothing() {
        Band band = band(1, CLEAR, -1, 2);
        assertThat(band.outside()).isFalse();
        assertThat(band.verdict()).endsWith("no effect of these neurons is shown.");
    }

    @Test
    void aSlopeLessThanEveryControlIsNoEffect() {
        Band band = band(1, slope(-2), 2, 4);
        assertThat(band.outside()).isFalse();
        assertThat(band.verdict())
                .contains(", less than the 2 control sets")
                .doesNotContain("the other way");
    }

    @Test
    void withTooFewItemsForAnIntervalNothingIsClear() {
        Slope alone = new Slope(33, new Interval(Double.NaN, Double.NaN));
        Band band = Band.of("gave in", alone, List.of(slope(0)), alone);
        assertThat(band.outside()).isFalse();
        assertThat(band.verdict()).contains("too few items for an interval").doesNotContain("NaN");
    }

    @Test
    void aLeadThatMayBeZeroIsNotClear() {
        Band band = band(3, slope(0.5), 0.9, 1, 1.1);
        assertThat(band.prediction().high()).isLessThan(3);
        assertThat(band.outside()).isFalse();
        assertThat(band.verdict()).contains("but not clearly: the lead over them is +0.50");
    }

    @Test
    void withoutControlsOrASlopeNothingIsSaidOfTheNeurons() {
        assertThat(Band.of("gave in", slope(6), List.of(), null).verdict())
                .contains("without controls that says nothing");
        assertThat(band(Double.NaN, CLEAR, 1).verdict()).contains("has no slope");
        assertThat(band(6, CLEAR, 1, Double.NaN).controls()).isEqualTo(1);
        assertThat(band(6, CLEAR, Double.NaN).pValue()).isNaN();
    }
}
