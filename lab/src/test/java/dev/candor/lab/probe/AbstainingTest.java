package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.statistics.Interval;
import org.junit.jupiter.api.Test;

class AbstainingTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 1);

    @Test
    void coverageGrowsFromTheLeastRiskyAnswer() {
        // Least risky first: correct, correct, wrong, wrong → wrong shares 0, 0, 1/3, 1/2.
        RiskCoverage curve =
                RiskCoverage.of(
                        new double[] {0.9, 0.1, 0.7, 0.2},
                        new boolean[] {true, false, true, false});
        assertThat(curve.points())
                .containsExactly(
                        new RiskCoverage.Point(0.25, 0),
                        new RiskCoverage.Point(0.5, 0),
                        new RiskCoverage.Point(0.75, 1.0 / 3),
                        new RiskCoverage.Point(1, 0.5));
        assertThat(curve.area()).isCloseTo((0 + 0 + 1.0 / 3 + 0.5) / 4, within(1e-15));
    }

    @Test
    void answersOfTheSameScoreCountInAllOrdersAlike() {
        boolean[] wrong = {true, false, false, false};
        RiskCoverage curve = RiskCoverage.of(new double[4], wrong);
        assertThat(curve.points()).containsExactly(new RiskCoverage.Point(1, 0.25));
        assertThat(curve.area()).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void aBetterRankingHasASmallerArea() {
        boolean[] wrong = {true, true, false, false, false};
        double good = RiskCoverage.of(new double[] {5, 4, 3, 2, 1}, wrong).area();
        double bad = RiskCoverage.of(new double[] {1, 2, 3, 4, 5}, wrong).area();
        assertThat(good).isLessThan(bad);
        assertThatThrownBy(() -> RiskCoverage.of(new double[0], new boolean[0]))
                .hasMessageContaining("no answers");
    }

    @Test
    void abstainsWhereTheRiskIsTooHighForTheMarks() {
        // t = 0.75: a wrong answer costs 3, and one abstains from a risk of 0.25 on.
        double[] risks = {0.1, 0.2, 0.25, 0.9};
        boolean[] wrong = {false, true, true, true};
        NegativeMarking.Result result = new NegativeMarking(0.75).mark(risks, BOOTSTRAP.of(wrong));
        assertThat(result.always()).isCloseTo((1 - 3 - 3 - 3) / 4.0, within(1e-12));
        assertThat(result.abstaining()).isCloseTo((1 - 3) / 4.0, within(1e-12));
        assertThat(result.gain()).isCloseTo(6 / 4.0, within(1e-12));
        assertThat(result.answered()).isEqualTo(0.5);
        assertThat(result.gainInterval().low()).isLessThanOrEqualTo(result.gain());
        assertThat(result.gainInterval().high()).isGreaterThanOrEqualTo(result.gain());
    }

    @Test
    void twoRisksAreComparedAnswerByAnswer() {
        boolean[] wrong = {true, true, false, false, true, false, true, false};
        double[] knows = {0.9, 0.9, 0.1, 0.1, 0.9, 0.1, 0.9, 0.1};
        double[] silent = {0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9};
        NegativeMarking exam = new NegativeMarking(0.5);
        Resamples resamples = BOOTSTRAP.of(wrong);
        Interval lead = exam.lead(knows, silent, resamples);
        assertThat(0.5).isBetween(lead.low(), lead.high());
        assertThat(lead.low()).isPositive();
        assertThat(exam.lead(knows, knows, resamples)).isEqualTo(new Interval(0, 0));
        assertThat(exam.mark(silent, resamples).abstaining()).isZero();
    }

    @Test
    void abstainingFromCorrectAnswersCosts() {
        NegativeMarking.Result result =
                new NegativeMarking(0.5)
                        .mark(new double[] {0.6, 0.7}, BOOTSTRAP.of(new boolean[2]));
        assertThat(result.always()).isEqualTo(1);
        assertThat(result.gain()).isEqualTo(-1);
        assertThatThrownBy(() -> new NegativeMarking(1)).hasMessageContaining("t is 1.0");
    }

    @Test
    void theIntervalOfAShareIsWilsons() {
        // z = 1.959964: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n) for 8 of 10.
        Interval interval = Interval.ofShare(8, 10);
        assertThat(interval.low()).isCloseTo(0.4902, within(5e-5));
        assertThat(interval.high()).isCloseTo(0.9433, within(5e-5));
        assertThat(Interval.ofShare(0, 10).low()).isZero();
        assertThat(Interval.ofShare(10, 10).high()).isEqualTo(1);
    }
}
