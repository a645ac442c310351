package dev.candor.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final double[] FIVE = {0, 1, 3, 7, 20};

    private static Standing among(double value, double... others) {
        return Standing.among(value, others);
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
