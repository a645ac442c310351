package dev.candor.lab.probe;

import static dev.candor.lab.probe.RocTest.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.probe.Threshold.Criterion;
import org.junit.jupiter.api.Test;

class FeatureBaselineTest {
    private final Bootstrap bootstrap = new Bootstrap(1_000, 7);

    @Test
    void learnsWhichWayTheNumberPoints() {
        double[] logProbabilities = {-0.1, -0.3, -0.2, -2, -3, -0.25, -2.5, -1};
        boolean[] wrong = labels("---++-++");
        FeatureBaseline baseline =
                FeatureBaseline.learn(
                        "mean log-probability",
                        logProbabilities,
                        wrong,
                        new double[] {-0.4, -1.4},
                        labels("-+"),
                        Criterion.BALANCED_ACCURACY);
        assertThat(baseline.slope()).isNegative();
        double cut = (baseline.threshold() - baseline.intercept()) / baseline.slope();
        assertThat(cut).isCloseTo(-0.9, within(1e-9));
        Evaluation evaluation =
                baseline.evaluate(new double[] {-0.8, -1, -3}, bootstrap.of(labels("-++")));
        assertThat(evaluation.auroc()).isEqualTo(1);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.name()).isEqualTo("mean log-probability");
    }

    @Test
    void keepsTheDirectionOfTrainingWhereTheTestSaysOtherwise() {
        double[] lengths = {1, 2, 3, 4, 5, 6};
        FeatureBaseline baseline =
                FeatureBaseline.learn(
                        "answer length",
                        lengths,
                        labels("---+++"),
                        lengths,
                        labels("---+++"),
                        Criterion.BALANCED_ACCURACY);
        Evaluation reversed = baseline.evaluate(lengths, bootstrap.of(labels("+++---")));
        assertThat(reversed.auroc()).isZero();
        assertThat(reversed.accuracy()).isZero();
    }

    @Test
    void aConstantNumberSaysNothing() {
        double[] same = {2, 2, 2, 2};
        FeatureBaseline baseline =
                FeatureBaseline.learn(
                        "answer length",
                        same,
                        labels("+-+-"),
                        same,
                        labels("+-+-"),
                        Criterion.BALANCED_ACCURACY);
        assertThat(baseline.slope()).isZero();
        assertThat(baseline.evaluate(same, bootstrap.of(labels("++--"))).auroc()).isEqualTo(0.5);
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThatThrownBy(() ->
                        FeatureBaseline.learn(
                                "answer length",
                                new double[] {1, Double.NaN},
                                labels("+-"),
                                new double[] {1, 2},
                                labels("+-"),
                                Criterion.ACCURACY))
                .hasMessage("answer length: answer 1 has NaN, expected a number");
    }
}
