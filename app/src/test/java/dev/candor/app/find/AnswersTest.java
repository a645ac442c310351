package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.probe.Bootstrap;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final int WRONG = 30;
    private static final int CORRECT = 20;

    /// Wrong ones first, each of a cluster of its own.
    private static Answers answers() {
        boolean[] wrong = new boolean[WRONG + CORRECT];
        Arrays.fill(wrong, 0, WRONG, true);
        int[] clusters = IntStream.range(0, wrong.length).toArray();
        return Answers.of(wrong, clusters, new Bootstrap(1_000, 1));
    }

    private static double[] knownOf(int wrong, int correct) {
        double[] values = new double[WRONG + CORRECT];
        Arrays.fill(values, Double.NaN);
        Arrays.fill(values, 0, wrong, 1);
        Arrays.fill(values, WRONG, WRONG + correct, 0);
        return values;
    }

    @Test
    void aScoreThatSomeAnswersHaveIsMeasuredOnThem() {
        Answers some = Objects.requireNonNull(answers().where(knownOf(12, 10)));
        assertThat(some.resamples.positives()).isEqualTo(12);
        assertThat(some.of(knownOf(12, 10))).hasSize(22);
    }

    @Test
    void aScoreThatFewAnswersOfAVerdictHaveIsNotMeasured() {
        assertThat(answers().where(knownOf(30, 9))).isNull();
        assertThat(answers().where(knownOf(9, 20))).isNull();
        assertThat(answers().where(knownOf(0, 0))).isNull();
    }
}
