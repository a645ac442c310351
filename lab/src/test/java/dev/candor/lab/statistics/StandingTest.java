package dev.candor.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final double[] FIVE = {0, 1, 3, 7, 20};

    private static Standing among(double value, double... others) {
        return Standing.among(value, 0, others);
    }

    /// Each of five values in turn as the one that stands among the other four.
    @Test
    void aValueThatIsOneOfThemHasEveryPEquallyOften() {
        double[] ps =
                IntStream.range(0, FIVE.length)
                        .mapToDouble(i -> among(FIVE[i], without(i)).pValue())
                        .sorted()
                        .toArray();
        assertThat(ps).containsExactly(new double[] {0.2, 0.4, 0.6, 0.8, 1}, within(1e-12));
    }

    private static double[] without(int one) {
        return IntStream.range(0, FIVE.length)
                .filter(i -> i != one)
                .mapToDouble(i -> FIVE[i])
                .toArray();
    }

    @Test
    void theFarthestFromTheMedianHasTheLeastP() {
        assertThat(among(20, 0, 1, 3, 7).pValue()).isEqualTo(0.2);
        assertThat(among(-20, 0, 1, 3, 7).pValue()).isEqualTo(0.2);
        assertThat(among(6, -40, 1, 2, 3).pValue())
                .as("greatest of all, and one of them is farther off")
                .isEqualTo(0.4);
    }

    @Test
    void whatIsAsFarCountsAsFar() {
        assertThat(among(2, -2, 0).pValue()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(among(1, 1, 1, 1).pValue()).isEqualTo(1);
    }

    /// 0.1 + 0.2 is not 0.3: slopes of equal counts differ in their last bits.
    @Test
    void whatIsAsFarButForItsLastBitsCountsAsFar() {
        double third = 0.1 + 0.2;
        assertThat(among(third, -0.3, 0).asFar()).isEqualTo(1);
        assertThat(among(0.3, -third, 0).pValue()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(among(third, 0.3, 0).beyond()).isFalse();
        assertThat(among(-third, -0.3, 0).beyond()).isFalse();
        assertThat(among(0.4, 0.3, 0).beyond()).isTrue();
    }

    @Test
    void thoseAsFarAreThoseThatTheRankCounts() {
        Standing standing = among(6, -40, -9, 1, 2, 3);
        assertThat(standing.asFar()).isEqualTo(2);
        assertThat(standing.pValue()).isEqualTo(3 / 6.0);
        assertThat(among(20, 0, 1, 3, 7).asFar()).isZero();
    }

    /// A few items that flip must not be outside of sets that merely move none.
    @Test
    void silentOthersLeaveRoomForTheNoiseOfTheValueItself() {
        Standing silent = Standing.among(0.4, 0.2, new double[9]);
        // 2.3060 · 0.2
        assertThat(silent.prediction().high()).isCloseTo(0.46120, within(1e-5));
        assertThat(silent.beyond()).isTrue();
        assertThat(silent.unforeseen()).isFalse();
        assertThat(silent.showsNoSpread()).isTrue();
        assertThat(Standing.among(0.5, 0.2, new double[9]).unforeseen()).isTrue();
        assertThat(among(0.1, 0.1, 0.2).showsNoSpread()).isFalse();
        assertThat(among(0.1, 0.1).showsNoSpread()).as("one alone").isFalse();
    }

    @Test
    void howUnsureTheValueIsWidensWhatOneMoreWouldDo() {
        Standing standing = Standing.among(9, 2, new double[] {1, 2, 3, 4});
        // 2.5 ± 3.1824 · √(1.6667 · 1.25 + 4)
        assertThat(standing.prediction().low()).isCloseTo(-5.34932, within(1e-4));
        assertThat(standing.prediction().high()).isCloseTo(10.34932, within(1e-4));
        assertThat(standing.unforeseen()).isFalse();
        assertThat(Standing.among(9, Double.NaN, new double[] {1, 2, 3, 4}).prediction())
                .as("not known, not counted")
                .isEqualTo(among(9, 1, 2, 3, 4).prediction());
    }

    @Test
    void oneMoreMostlyLiesWhereTheSpreadSays() {
        Standing standing = among(9, 1, 2, 3, 4);
        // 2.5 ± 3.1824 · 1.2910 · √1.25
        assertThat(standing.prediction().low()).isCloseTo(-2.09346, within(1e-5));
        assertThat(standing.prediction().high()).isCloseTo(7.09346, within(1e-5));
        assertThat(standing.low()).isEqualTo(1);
        assertThat(standing.high()).isEqualTo(4);
        assertThat(standing.others()).isEqualTo(4);
    }

    @Test
    void whereTheyAreAlikeOneMoreIsLikeThem() {
        assertThat(among(1, 2, 2, 2).prediction()).isEqualTo(new Interval(2, 2));
    }

    @Test
    void oneAloneShowsNoSpreadAndNoneShowsNothing() {
        assertThat(among(5, 1).prediction().low()).isNaN();
        assertThat(among(5, 1).pValue()).isEqualTo(1);
        Standing alone = among(5);
        assertThat(DoubleStream.of(alone.low(), alone.high(), alone.pValue()))
                .allMatch(value -> Double.isNaN(value));
    }
}
