package dev.candor.lab.probe;

import static dev.candor.lab.probe.RocTest.labels;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private final Bootstrap bootstrap = new Bootstrap(1_000, 7);

    @Test
    void countsBothClassesAndScoresThem() {
        Evaluation evaluation =
                Evaluator.evaluate(
                        "length", new double[] {3, 2, 1, 2, 0}, 2, bootstrap.of(labels("+++--")));
        assertThat(evaluation.name()).isEqualTo("length");
        assertThat(evaluation.wrong()).isEqualTo(3);
        assertThat(evaluation.correct()).isEqualTo(2);
        assertThat(evaluation.auroc()).isEqualTo(0.75);
        assertThat(evaluation.accuracy()).isEqualTo(3 / 5.0);
        assertThat(evaluation.recall())
                .isEqualTo(1 / 3.0); // above 2, where the first correct one is
        assertThat(evaluation.accuracyInterval().low()).isLessThan(0.6);
        assertThat(evaluation.accuracyInterval().high()).isGreaterThan(0.6);
    }

    @Test
    void oneClassHasAnAccuracyButNoAuroc() {
        Evaluation evaluation =
                Evaluator.evaluate("x", new double[] {3, 1}, 2, bootstrap.of(labels("++")));
        assertThat(evaluation.auroc()).isNaN();
        assertThat(evaluation.aurocInterval().low()).isNaN();
        assertThat(evaluation.aurocInterval().high()).isNaN();
        assertThat(evaluation.accuracy()).isEqualTo(0.5);
        assertThat(evaluation.recall()).isNaN();
        assertThat(evaluation.correct()).isZero();
    }
}
