package dev.candor.lab.probe;

import static dev.candor.lab.probe.RocTest.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private final Bootstrap bootstrap = new Bootstrap(2_000, 7);

    @Test
    void accuracyIntervalMatchesTheBinomialOne() {
        // 400 rows, each right with p = 0.8: standard error 0.02.
        double[] scores = new double[400];
        boolean[] positive = new boolean[400];
        for (int i = 0; i < 400; i++) {
            positive[i] = i % 2 == 0;
            boolean right = i % 10 < 8;
            scores[i] = positive[i] == right ? 1 : 0;
        }
        Interval interval = bootstrap.accuracy(scores, positive, 0.5);
        assertThat(interval.low()).isCloseTo(0.8 - 1.96 * 0.02, within(0.006));
        assertThat(interval.high()).isCloseTo(0.8 + 1.96 * 0.02, within(0.006));
    }

    @Test
    void aurocIntervalHasTheWidthOfTheHanleyMcNeilError() {
        SplittableRandom random = new SplittableRandom(11);
        double[] scores = new double[600];
        boolean[] positive = new boolean[600];
        for (int i = 0; i < 600; i++) {
            positive[i] = i < 300;
            scores[i] = random.nextGaussian() + (positive[i] ? 0.9 : 0);
        }
        double auroc = Roc.of(scores, positive).auroc();
        double q1 = auroc / (2 - auroc);
        double q2 = 2 * auroc * auroc / (1 + auroc);
        double error =
                Math.sqrt(
                        (auroc * (1 - auroc)
                                        + 299 * (q1 - auroc * auroc)
                                        + 299 * (q2 - auroc * auroc))
                                / (300.0 * 300.0));
        Interval interval = bootstrap.auroc(scores, positive);
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * error, within(0.012));
        assertThat(interval.low()).isLessThan(auroc);
        assertThat(interval.high()).isGreaterThan(auroc);
    }

    @Test
    void perfectScoresHaveAnIntervalOfNoWidth() {
        double[] scores = {0, 1, 2, 3};
        assertThat(bootstrap.auroc(scores, labels("--++"))).isEqualTo(new Interval(1, 1));
        assertThat(bootstrap.accuracy(scores, labels("--++"), 1.5)).isEqualTo(new Interval(1, 1));
    }

    @Test
    void bothClassesStayPresentHoweverRareOneIs() {
        double[] scores = new double[50];
        scores[0] = 1;
        boolean[] positive = new boolean[50];
        positive[0] = true;
        assertThat(bootstrap.auroc(scores, positive)).isEqualTo(new Interval(1, 1));
    }

    @Test
    void sameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        double[] scores = new SplittableRandom(5).doubles(80).toArray();
        boolean[] positive = labels("+--+--++".repeat(10));
        assertThat(new Bootstrap(1_000, 1).accuracy(scores, positive, 0.4))
                .isEqualTo(new Bootstrap(1_000, 1).accuracy(scores, positive, 0.4));
        assertThat(new Bootstrap(1_000, 1).auroc(scores, positive))
                .isEqualTo(new Bootstrap(1_000, 1).auroc(scores, positive))
                .isNotEqualTo(new Bootstrap(1_000, 2).auroc(scores, positive));
    }

    @Test
    void quantilesInterpolateBetweenOrderStatistics() {
        double[] values = new double[41];
        for (int i = 0; i <= 40; i++) {
            values[i] = 40 - i;
        }
        assertThat(Bootstrap.middle95(values)).isEqualTo(new Interval(1, 39));
        assertThat(Bootstrap.middle95(new double[] {0, 1})).isEqualTo(new Interval(0.025, 0.975));
    }

    @Test
    void refusesTooFewResamplesAndOneClass() {
        assertThatThrownBy(() -> new Bootstrap(999, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bootstrap.auroc(new double[] {1, 2}, labels("++")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
