package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WithinKindTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 3);

    @Test
    void aScoreThatOnlyKnowsTheKindIsWorthNothingWithinIt() {
        double[] scores = {1, 1, 1, 0, 0, 0};
        boolean[] wrong = {true, true, false, true, false, false};
        String[] kinds = {"hard", "hard", "hard", "easy", "easy", "easy"};
        assertThat(Roc.of(scores, wrong).auroc()).isGreaterThan(0.6);
        Evaluation evaluation = WithinKind.evaluate("kind", scores, wrong, kinds, BOOTSTRAP);
        assertThat(evaluation.auroc()).isEqualTo(0.5);
        assertThat(evaluation.accuracy()).isNaN();
    }

    @Test
    void onlyPairsOfOneKindCount() {
        double[] scores = {3, 1, 2, 9, 0.5};
        boolean[] wrong = {true, false, false, false, true};
        String[] kinds = {"a", "a", "a", "alone", "b"};
        Evaluation evaluation = WithinKind.evaluate("score", scores, wrong, kinds, BOOTSTRAP);
        assertThat(evaluation.wrong()).isEqualTo(1);
        assertThat(evaluation.correct()).isEqualTo(2);
        assertThat(evaluation.auroc()).isCloseTo(1.0, within(1e-12));
    }

    @Test
    void thereIsNoFigureWhereNoKindHasBothVerdicts() {
        Evaluation evaluation =
                WithinKind.evaluate(
                        "score",
                        new double[] {1, 2},
                        new boolean[] {true, false},
                        new String[] {"a", "b"},
                        BOOTSTRAP);
        assertThat(evaluation.auroc()).isNaN();
    }
}
