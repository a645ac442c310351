package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void plattFindsTheLogisticThatMadeTheVerdicts() {
        Drawn drawn = Drawn.logistic(40_000, 0.7, -1.2, 5);
        PlattScaling platt = PlattScaling.fit(drawn.scores, drawn.wrong);
        // Standard errors of slope and offset at this size are about 0.006 and 0.02.
        assertThat(platt.slope()).isCloseTo(0.7, within(0.03));
        assertThat(platt.offset()).isCloseTo(-1.2, within(0.08));
        assertThat(platt.prior()).isCloseTo(drawn.shareWrong(), within(1e-15));
    }

    @Test
    void plattAgreesWithAHandCalculationOnTwoScores() {
        // 3 of 4 wrong at 1 and 1 of 4 at −1: targets 5/6 and 1/6. By symmetry the offset is 0, and
        // the mean target at 1 is (3 · 5/6 + 1/6) / 4 = 2/3, so the slope is ln 2.
        // A loss is known to 1e-16, so its minimum to about 1e-8.
        PlattScaling platt = PlattScaling.fit(scores("1111----"), verdicts("+++-+---"));
        assertThat(platt.slope()).isCloseTo(Math.log(2), within(1e-8));
        assertThat(platt.offset()).isCloseTo(0, within(1e-8));
        assertThat(platt.probability(1)).isCloseTo(2.0 / 3, within(1e-8));
    }

    @Test
    void plattOfSeparableScoresIsFiniteAndOfAFallingScoreFlat() {
        PlattScaling separable = PlattScaling.fit(scores("11--"), verdicts("++--"));
        assertThat(separable.probability(1)).isBetween(0.5, 0.999);
        PlattScaling falling = PlattScaling.fit(scores("111---"), verdicts("+--+++"));
        assertThat(falling.slope()).isZero();
        assertThat(falling.probability(-1)).isEqualTo(falling.probability(1));
        PlattScaling constant = PlattScaling.fit(new double[] {3, 3, 3}, verdicts("+--"));
        assertThat(constant.slope()).isZero();
    }

    @Test
    void isotonicPoolsNeighboursThatAreOutOfOrder() {
        // Shares by score 0 … 3: 0/1, 1/1, 0/1, 1/1. The middle two are out of order: 1/2.
        IsotonicCalibration isotonic =
                IsotonicCalibration.fit(new double[] {0, 1, 2, 3}, verdicts("-+-+"));
        assertThat(isotonic.steps())
                .containsExactly(
                        new IsotonicCalibration.Step(0, 1.0 / 6),
                        new IsotonicCalibration.Step(0.5, 0.5),
                        new IsotonicCalibration.Step(2.5, 5.0 / 6));
        assertThat(isotonic.probability(-7)).isEqualTo(1.0 / 6);
        assertThat(isotonic.probability(0.5)).isEqualTo(0.5);
        assertThat(isotonic.probability(2.4)).isEqualTo(0.5);
        assertThat(isotonic.probability(9)).isEqualTo(5.0 / 6);
    }

    @Test
    void isotonicIsNoWorseThanAnyOtherRisingFunctionAtTheScores() {
        Drawn drawn = Drawn.logistic(300, 1, 0, 9);
        IsotonicCalibration isotonic = IsotonicCalibration.fit(drawn.scores, drawn.wrong);
        double[] best = isotonic.probabilities(drawn.scores);
        double least = brier(best, drawn.wrong);
        PlattScaling platt = PlattScaling.fit(drawn.scores, drawn.wrong);
        // The steps are kept 1/302 from 0 and 1, which moves no square by more.
        assertThat(least)
                .isLessThan(brier(platt.probabilities(drawn.scores), drawn.wrong) + 1.0 / 302);
        for (double shift : new double[] {-0.05, 0.05}) {
            double[] other = best.clone();
            for (int i = 0; i < other.length; i++) {
                other[i] = Math.clamp(other[i] + shift, 0, 1);
            }
            assertThat(least).isLessThan(brier(other, drawn.wrong));
        }
    }

    @Test
    void anotherShareOfWrongAnswersMovesTheOdds() {
        Calibration platt = new PlattScaling(1, 0, 0.5);
        // Odds 1 at score 0; with 3 wrong for each correct one, 3.
        assertThat(platt.probability(0, 0.75)).isCloseTo(0.75, within(1e-12));
        assertThat(platt.probability(1.5, 0.5)).isCloseTo(platt.probability(1.5), within(1e-12));
        assertThatThrownBy(() -> platt.probability(0, 1))
                .hasMessageContaining("expected one between 0 and 1");
    }

    @Test
    void isNeverSureWhateverTheScore() {
        PlattScaling platt = new PlattScaling(1, 0, 0.5);
        assertThat(platt.probability(1e6)).isLessThan(1);
        assertThat(platt.probability(-1e6)).isGreaterThan(0);
    }

    @Test
    void refusesOneClassAndWhatIsNoNumber() {
        assertThatThrownBy(() -> PlattScaling.fit(scores("11"), verdicts("++")))
                .hasMessageContaining("2 wrong and 0 correct");
        assertThatThrownBy(
                        () -> IsotonicCalibration.fit(new double[] {0, Double.NaN}, verdicts("+-")))
                .hasMessageContaining("score 1 is NaN");
    }

    @Test
    void reliabilityOfTrueProbabilitiesIsNearTheDiagonal() {
        Drawn drawn = Drawn.logistic(20_000, 1, 0.5, 3);
        double[] truth = new PlattScaling(1, 0.5, 0.5).probabilities(drawn.scores);
        Reliability reliability = Reliability.of(truth, drawn.wrong);
        assertThat(reliability.bins()).hasSize(Reliability.BINS);
        // Each bin's share has a standard error of at most 0.5 / √2,000 = 0.011.
        assertThat(reliability.ece()).isLessThan(0.02);
        for (Reliability.Bin bin : reliability.bins()) {
            assertThat(bin.answers()).isEqualTo(2_000);
            assertThat(bin.wrong()).isBetween(bin.interval().low(), bin.interval().high());
        }
        double[] sure = new double[truth.length];
        for (int i = 0; i < sure.length; i++) {
            sure[i] = truth[i] < 0.5 ? 0.01 : 0.99;
        }
        assertThat(Reliability.of(sure, drawn.wrong).ece()).isGreaterThan(0.1);
    }

    @Test
    void reliabilityByHand() {
        Reliability reliability =
                Reliability.of(new double[] {0.2, 0.2, 0.2, 0.8}, verdicts("--++"));
        assertThat(reliability.bins()).hasSize(2);
        Reliability.Bin first = reliability.bins().getFirst();
        assertThat(first.answers()).isEqualTo(3);
        assertThat(first.predicted()).isCloseTo(0.2, within(1e-15));
        assertThat(first.wrong()).isEqualTo(1.0 / 3);
        assertThat(reliability.ece())
                .isCloseTo(3.0 / 4 * (1.0 / 3 - 0.2) + 1.0 / 4 * 0.2, within(1e-12));
        assertThat(reliability.brier()).isCloseTo((0.04 + 0.04 + 0.64 + 0.04) / 4, within(1e-12));
    }

    private static double brier(double[] probabilities, boolean[] wrong) {
        return Reliability.of(probabilities, wrong).brier();
    }

    private static double[] scores(String text) {
        return text.chars().mapToDouble(c -> c == '1' ? 1 : -1).toArray();
    }

    private static boolean[] verdicts(String text) {
        boolean[] wrong = new boolean[text.length()];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = text.charAt(i) == '+';
        }
        return wrong;
    }

    /// Verdicts drawn from a logistic of normal scores of deviation 2.
    @SuppressWarnings("ArrayRecordComponent")
    private record Drawn(double[] scores, boolean[] wrong) {
        static Drawn logistic(int n, double slope, double offset, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] scores = new double[n];
            boolean[] wrong = new boolean[n];
            for (int i = 0; i < n; i++) {
                scores[i] = 2 * random.nextGaussian();
                wrong[i] = random.nextDouble() < 1 / (1 + Math.exp(-(slope * scores[i] + offset)));
            }
            return new Drawn(scores, wrong);
        }

        double shareWrong() {
            int count = 0;
            for (boolean each : wrong) {
                count += each ? 1 : 0;
            }
            return (double) count / wrong.length;
        }
    }
}
