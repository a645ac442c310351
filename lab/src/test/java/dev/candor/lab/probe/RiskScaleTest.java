package dev.candor.lab.probe;

import static dev.candor.lab.probe.RocTest.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RiskScaleTest {
    @Test
    void aBudgetsThresholdFlagsAsManyCorrectAnswersAsItMayAndNotOneMore() {
        SplittableRandom random = new SplittableRandom(2);
        double[] scores = new double[400];
        boolean[] wrong = new boolean[400];
        for (int i = 0; i < 400; i++) {
            wrong[i] = i < 200;
            scores[i] = random.nextGaussian() + (wrong[i] ? 1 : 0);
        }
        RiskScale scale = RiskScale.fit(scores, wrong);
        assertThat(scale.shares()).containsExactly(0.01, 0.05, 0.1, 0.2);
        for (RiskScale.Budget budget : scale.budgets()) {
            int flagged = 0;
            for (int i = 200; i < 400; i++) {
                flagged += scores[i] >= budget.threshold() ? 1 : 0;
            }
            assertThat(flagged).isEqualTo((int) Math.round(200 * budget.falsePositives()));
        }
        assertThat(scale.prior()).isEqualTo(0.5);
    }

    @Test
    void correctAnswersOfTheSameScoreAreFlaggedTogetherOrNotAtAll() {
        RiskScale scale = RiskScale.fit(new double[] {5, 5, 5, 5, 1}, labels("+---+"));
        for (RiskScale.Budget budget : scale.budgets()) {
            assertThat(budget.threshold()).isGreaterThan(5).isCloseTo(5, within(1e-9));
        }
    }

    @Test
    void wrongAnswersAboveAllCorrectOnesAreCaughtWithoutFalseAlarms() {
        RiskScale scale = RiskScale.fit(new double[] {9, 8, 2, 1}, labels("++--"));
        assertThat(scale.budgets().getFirst().threshold()).isEqualTo(5);
    }

    @Test
    void unfittedIsTheProbesOwnLogisticAtEvenOdds() {
        RiskScale scale = RiskScale.unfitted();
        assertThat(scale.risk(Math.log(3))).isCloseTo(0.75, within(1e-12));
        assertThat(scale.prior()).isEqualTo(0.5);
        assertThat(scale.budgets()).isEmpty();
    }

    @Test
    void refusesABudgetThatIsNoShare() {
        assertThatThrownBy(() -> new RiskScale.Budget(1, 0))
                .hasMessageContaining("false positives of 1.0");
        assertThatThrownBy(() -> new RiskScale.Budget(0.1, Double.NaN))
                .hasMessageContaining("threshold NaN");
        assertThat(
                        new RiskScale(
                                        new PlattScaling(1, 0, 0.5),
                                        RiskScale.unfitted().isotonic(),
                                        List.of(
                                                new RiskScale.Budget(0.2, 0),
                                                new RiskScale.Budget(0.1, 1)))
                                .shares())
                .containsExactly(0.1, 0.2);
    }
}
