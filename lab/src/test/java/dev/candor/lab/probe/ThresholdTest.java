package dev.candor.lab.probe;

import static dev.candor.lab.probe.RocTest.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.probe.Threshold.Criterion;
import org.junit.jupiter.api.Test;

class ThresholdTest {
    @Test
    void liesMidwayBetweenTheClassesItSeparates() {
        Threshold threshold =
                Threshold.choose(
                        new double[] {1, 2, 4, 5}, labels("--++"), Criterion.BALANCED_ACCURACY);
        assertThat(threshold.value()).isEqualTo(3);
        assertThat(threshold.reached()).isEqualTo(1);
    }

    @Test
    void balancedAndPlainAccuracyDisagreeOnUnequalClasses() {
        // One positive at 2 among negatives 0, 1, 2.5, 3, 3.5, 4.
        double[] scores = {0, 1, 2, 2.5, 3, 3.5, 4};
        boolean[] positive = labels("--+----");
        Threshold plain = Threshold.choose(scores, positive, Criterion.ACCURACY);
        assertThat(plain.reached()).isCloseTo(6 / 7.0, within(1e-12));
        assertThat(plain.value()).isEqualTo(Math.nextUp(4.0));
        Threshold balanced = Threshold.choose(scores, positive, Criterion.BALANCED_ACCURACY);
        assertThat(balanced.reached()).isCloseTo((1 + 2 / 6.0) / 2, within(1e-12));
        assertThat(balanced.value()).isEqualTo(1.5);
        assertThat(Threshold.accuracy(scores, positive, balanced.value())).isEqualTo(3 / 7.0);
    }

    @Test
    void takesTheWidestGapAmongEquallyGoodCuts() {
        // Cuts at 1.5 and 7 both get 3 of 4 right; the gap from 4 to 10 is wider.
        Threshold threshold =
                Threshold.choose(new double[] {1, 2, 4, 10}, labels("-+-+"), Criterion.ACCURACY);
        assertThat(threshold.value()).isEqualTo(7);
    }

    @Test
    void scoreAtTheThresholdCountsAsPositive() {
        assertThat(Threshold.accuracy(new double[] {2, 1}, labels("+-"), 2)).isEqualTo(1);
        assertThat(Threshold.accuracy(new double[] {2, 1}, labels("-+"), 2)).isEqualTo(0);
    }

    @Test
    void scoresOneUlpApartAreStillSeparated() {
        double low = 1.0;
        double[] scores = {low, Math.nextUp(low)};
        Threshold threshold = Threshold.choose(scores, labels("-+"), Criterion.BALANCED_ACCURACY);
        assertThat(Threshold.accuracy(scores, labels("-+"), threshold.value())).isEqualTo(1);
    }

    @Test
    void refusesABalancedThresholdForOneClass() {
        assertThatThrownBy(() ->
                        Threshold.choose(
                                new double[] {1, 2}, labels("--"), Criterion.BALANCED_ACCURACY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 positive and 2 negative");
    }
}
