package dev.candor.lab.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Timing, signal and transfer from numbers whose result is known.
class MeasuresTest {
    private static final int ANSWERS = 60;
    private static final int SETS = 1 + 10 + 10;
    private static final int EARLY = 2;

    /// Wrong answers are louder in the H-neurons at one token before the first one, and nowhere
    /// else; controls differ by noise.
    private static List<float[][]> captured(boolean[] wrong) {
        Random random = new Random(5);
        List<float[][]> all = new ArrayList<>();
        for (int i = 0; i < ANSWERS; i++) {
            float[][] values = new float[SETS][TimingCapture.OFFSETS];
            for (float[] set : values) {
                for (int k = 0; k < set.length; k++) {
                    set[k] = 1 + 0.1f * random.nextFloat();
                }
            }
            values[0][EARLY] += wrong[i] ? 2 : 0;
            values[0][8] = i < 10 ? values[0][8] : Float.NaN;
            all.add(values);
        }
        return all;
    }

    private static boolean[] wrong() {
        boolean[] wrong = new boolean[ANSWERS];
        for (int i = 0; i < ANSWERS; i++) {
            wrong[i] = i % 3 == 0;
        }
        return wrong;
    }

    private static int[] each() {
        return IntStream.range(0, ANSWERS).toArray();
    }

    @Test
    void aDifferenceBeforeTheFirstTokenIsFoundThereAndNowhereElse() {
        Timing timing = Timing.of(captured(wrong()), 10, wrong(), each(), 7);
        assertThat(timing.points())
                .extracting(Timing.Point::offset)
                .containsExactly(-5, -4, -3, -2, -1, 0, 1, 2, 3);
        Timing.Point early = timing.points().get(EARLY);
        assertThat(early.standsOut()).isTrue();
        assertThat(early.difference().value()).isCloseTo(2, within(0.05));
        assertThat(early.wrong().value() - early.correct().value())
                .isCloseTo(early.difference().value(), within(1e-12));
        assertThat(early.wrongAnswers()).isEqualTo(20);
        assertThat(early.correctAnswers()).isEqualTo(40);
        assertThat(early.matched().sets()).isEqualTo(10);
        assertThat(early.matched().difference().high()).isLessThan(0.05);
        assertThat(timing.points().stream().filter(point -> point.offset() != -3))
                .allMatch(point -> Math.abs(point.difference().value()) < 0.05);
        // Only ten answers are so long.
        assertThat(timing.points().getLast().correctAnswers()).isEqualTo(6);
        assertThat(timing.points().getLast().wrongAnswers()).isEqualTo(4);
    }

    @Test
    void theSignalIsCountedAtTheThresholdInclusive() {
        double[] scores = {0.9, 0.5, 0.1, 0.5, 0.2, 0.1};
        boolean[] wrong = {true, true, true, false, false, false};
        Signal signal = Signal.of(scores, wrong, new int[] {0, 1, 2, 3, 4, 5}, 0.5, 7);
        assertThat(signal.wrongWith().count()).isEqualTo(2);
        assertThat(signal.wrongWith().of()).isEqualTo(3);
        assertThat(signal.correctWithout().count()).isEqualTo(2);
        assertThat(signal.correctWithout().share().value()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(signal.wrongWith().share().interval().low()).isLessThan(2 / 3.0);
        Signal all = Signal.of(scores, wrong, new int[6], 0, 7);
        assertThat(all.wrongWith().count()).isEqualTo(3);
        // Wilson's of 3 of 3, not a point.
        assertThat(all.wrongWith().share().interval().low()).isBetween(0.4, 0.5);
        assertThat(all.correctWithout().share().interval().high()).isBetween(0.5, 0.6);
    }

    @Test
    void whatIsLostIsOfBothModelsAurocs() {
        double[] good = new double[ANSWERS];
        double[] none = new double[ANSWERS];
        Random random = new Random(9);
        for (int i = 0; i < ANSWERS; i++) {
            good[i] = (wrong()[i] ? 1 : 0) + 0.1 * random.nextDouble();
            none[i] = 1;
        }
        Estimate lost =
                Transfer.difference(
                        new Transfer.Scored(good, wrong(), each()),
                        new Transfer.Scored(none, wrong(), each()),
                        7);
        assertThat(lost.value()).isEqualTo(0.5);
        assertThat(lost.interval().low()).isEqualTo(0.5);
        Estimate nothing =
                Transfer.difference(
                        new Transfer.Scored(good, wrong(), new int[ANSWERS]),
                        new Transfer.Scored(good, wrong(), new int[ANSWERS]),
                        7);
        assertThat(nothing.value()).isZero();
        assertThat(nothing.interval().low()).isNaN();
    }
}
