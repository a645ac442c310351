package dev.candor.lab.probe;

import static dev.candor.lab.probe.RocTest.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FiringTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 3);

    @Test
    void aNeuronThatFiresInWrongAnswersHasAThresholdBetweenTheClasses() {
        Firing firing = firing(new double[] {4, 6, 8, 1, 2, 3}, "+++---");
        assertThat(firing.auroc()).isEqualTo(1);
        assertThat(firing.above()).isTrue();
        assertThat(firing.threshold()).isEqualTo(3.5);
        assertThat(firing.reached()).isCloseTo(1, within(1e-12));
        assertThat(firing.wrong().mean()).isCloseTo(6, within(1e-12));
        assertThat(firing.correct().quantiles().get(2)).isEqualTo(2);
        assertThat(firing.wrong().quantiles()).isSorted();
    }

    @Test
    void oneThatFiresInCorrectAnswersIsReadTheOtherWay() {
        Firing firing = firing(new double[] {1, 2, 3, 4, 6, 8}, "+++---");
        assertThat(firing.auroc()).isZero();
        assertThat(firing.above()).isFalse();
        assertThat(firing.threshold()).isEqualTo(3.5);
        assertThat(firing.reached()).isCloseTo(1, within(1e-12));
    }

    @Test
    void thresholdAndDirectionAreChosenOnOtherAnswersThanTheyAreMeasuredOn() {
        Firing firing =
                Firing.of(
                        new double[] {4, 6, 1, 2},
                        labels("++--"),
                        new double[] {5, 1, 2, 9, 2, 2},
                        BOOTSTRAP.of(labels("++----")));
        assertThat(firing.above()).isTrue();
        assertThat(firing.threshold()).isEqualTo(3);
        assertThat(firing.reached()).isCloseTo((1 / 2.0 + 3 / 4.0) / 2, within(1e-12));
        assertThat(firing.auroc()).isCloseTo(3.0 / 8, within(1e-12));
    }

    @Test
    void theHistogramsHoldEveryAnswerOnACommonScale() {
        Firing firing = firing(new double[] {0, 24, 12, 6}, "++--");
        assertThat(firing.largest()).isEqualTo(24);
        assertThat(firing.wrong().histogram()).hasSize(Firing.BINS);
        assertThat(firing.wrong().histogram().getFirst()).isEqualTo(0.5);
        assertThat(firing.wrong().histogram().getLast()).isEqualTo(0.5);
        assertThat(firing.correct().histogram().get(12)).isEqualTo(0.5);
        assertThat(firing.correct().histogram().get(6)).isEqualTo(0.5);
    }

    @Test
    void aNeuronThatNeverFiresIsACoin() {
        Firing firing = firing(new double[4], "+-+-");
        assertThat(firing.auroc()).isEqualTo(0.5);
        assertThat(firing.wrong().histogram().getFirst()).isEqualTo(1);
    }

    /// Chosen and measured on the same answers.
    private static Firing firing(double[] contributions, String labels) {
        return Firing.of(
                contributions, labels(labels), contributions, BOOTSTRAP.of(labels(labels)));
    }
}
