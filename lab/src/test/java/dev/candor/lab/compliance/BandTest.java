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
        // 0.5 ± 3.1824 · √(1.5 · 1.25 + 0.5102²)
        assertThat(band.prediction().low()).isCloseTo(-4.1504, within(1e-4));
        assertThat(band.prediction().high()).isCloseTo(5.1504, within(1e-4));
        assertThat(band.verdict())
                .isEqualTo(
                        "'gave in' moves by +9.00 points [+8.00, +10.00] a unit of α, outside the 4"
                                + " control sets, which move it by −1.00 to +2.00, and outside what one"
                                + " more would mostly do, −4.15 to +5.15 (95% prediction; rank p ="
                                + " 0.20).");
    }

    @Test
    void whereControlsVaryMuchTheFurthestSlopeIsNotOutside() {
        Band band = band(6, CLEAR, -1, 0.5, 2);
        assertThat(band.outside()).isFalse();
        assertThat(band.verdict())
                .isEqualTo(
                        "'gave in' moves by +6.00 points [+5.00, +7.00] a unit of α, further than the 3"
                                + " control sets, which move it by −1.00 to +2.00. But 3 sets of"
                                + " controls, and items, vary so much that one more could do as much:"
                                + " it would mostly move it by −7.27 to +8.27 (95% prediction; rank p"
                                + " = 0.25).");
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
                .contains("by −6.50 to +2.00.")
                .endsWith("; one of the sets is as far the other way.");
        assertThat(band(-6, slope(-5), -2, 6).verdict()).contains("one of the sets is as far");
        double[] many = new double[40];
        many[0] = -6.5;
        assertThat(band(6, CLEAR, many).outside()).isTrue();
        assertThat(band(6, CLEAR, many).verdict()).endsWith("is as far the other way.");
    }

    /// A set may be as far from the middle of all without being as far from zero.
    @Test
    void theSentenceCountsTheSetsThatTheRankCounts() {
        Band band = band(6, CLEAR, -5.5, -4, 2, 1, 1, 1, 1.5);
        assertThat(band.pValue()).isEqualTo(3 / 8.0);
        assertThat(band.verdict()).endsWith("; 2 of the sets are as far the other way.");
        Band alone = band(6, CLEAR, -3, 2, 1, 1, 1, 1.5);
        assertThat(alone.pValue()).isCloseTo(1 / 7.0, within(1e-12));
        assertThat(alone.verdict()).doesNotContain("the other way");
    }

    @Test
    void aFewItemsAreNotOutsideOfSetsThatMoveNone() {
        Slope still = new Slope(0, new Interval(0, 0));
        List<Slope> silent = List.of(still, still, still, still);
        Slope few = new Slope(0.6, new Interval(0.1, 1.2));
        Band band = Band.of("gave in", few, silent, few);
        assertThat(band.outside()).isFalse();
        assertThat(band.prediction().high()).isCloseTo(3.1824 * 1.1 / 3.91993, within(1e-4));
        assertThat(band.verdict())
                .isEqualTo(
                        "'gave in' moves by +0.60 points [+0.10, +1.20] a unit of α, further than the 4"
                                + " control sets, which do not differ: each moves it by 0.00. But items"
                                + " vary so much that one more could do as much: it would mostly move it"
                                + " by −0.89 to +0.89 (95% prediction, of items alone; rank p = 0.20).");
        Slope much = new Slope(6, new Interval(5, 7));
        assertThat(Band.of("gave in", much, silent, much).outside()).isTrue();
        assertThat(Band.of("gave in", still, silent, still).verdict())
                .startsWith(
                        "'gave in' does not move with α, not by one item, inside the 4 control");
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
        Band band = band(4, slope(0.5), 0.9, 1, 1.1);
        assertThat(band.prediction().high()).isLessThan(4);
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
