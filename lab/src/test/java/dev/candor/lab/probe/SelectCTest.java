package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.Threshold.Criterion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectCTest {
    private final Problem problem = Problem.of("c", 31, 300, 40, 0.2, 0.5, false);
    private final FloatMatrix matrix = problem.matrix();
    private final LabelledRows train = part(0, 200);
    private final LabelledRows validation = part(200, 300);
    private final SelectC select =
            new SelectC(
                    new L1LogisticRegression(SolverOptions.defaults(1)),
                    new NeuronColumns(4, 10),
                    Criterion.BALANCED_ACCURACY,
                    40);
    private final double[] grid = select.defaultGrid(matrix, train);

    @Test
    void takesTheLargestSumOfBothAccuracies() {
        CSelection chosen =
                select.select(matrix, train, validation, grid, set -> 1 - 0.02 * set.size());
        assertThat(chosen.candidates()).hasSize(8);
        for (CSelection.Candidate candidate : chosen.candidates()) {
            assertThat(candidate.suppressedAccuracy()).isEqualTo(1 - 0.02 * candidate.neurons());
            assertThat(candidate.sum())
                    .isEqualTo(candidate.validationAccuracy() + candidate.suppressedAccuracy())
                    .isLessThanOrEqualTo(chosen.chosen().sum());
            assertThat(candidate.converged()).isTrue();
            assertThat(candidate.relativeGap()).isBetween(0.0, 1e-6);
        }
        assertThat(chosen.fit().C()).isEqualTo(chosen.chosen().C());
        double[] scores = chosen.fit().score().of(matrix, validation);
        double threshold = chosen.threshold().value();
        double balanced = 0;
        for (boolean label : new boolean[] {true, false}) {
            int right = 0;
            int rows = 0;
            for (int i = 0; i < scores.length; i++) {
                if (validation.isPositive(i) == label) {
                    rows++;
                    right += (scores[i] >= threshold) == label ? 1 : 0;
                }
            }
            balanced += 0.5 * right / rows;
        }
        assertThat(chosen.chosen().validationAccuracy()).isCloseTo(balanced, within(1e-12));
    }

    @Test
    void aHeavyPriceOnNeuronsChoosesASmallerC() {
        double cheap = select.select(matrix, train, validation, grid, set -> 1).chosen().C();
        double dear =
                select.select(matrix, train, validation, grid, set -> 1.0 / (1 + set.size()))
                        .chosen()
                        .C();
        assertThat(dear).isLessThan(cheap);
    }

    @Test
    void setsOfMoreNeuronsThanAllowedAreTriedButNotChosen() {
        CSelection free = select.select(matrix, train, validation, grid, NeuronSet::size);
        int most = free.chosen().neurons() - 1;
        SelectC capped =
                new SelectC(select.solver(), select.neurons(), Criterion.BALANCED_ACCURACY, most);
        CSelection chosen = capped.select(matrix, train, validation, grid, NeuronSet::size);
        assertThat(chosen.candidates()).isEqualTo(free.candidates());
        assertThat(chosen.chosen().neurons()).isPositive().isLessThanOrEqualTo(most);
        assertThat(SelectC.most(new NeuronColumns(4, 512))).isEqualTo(20);
        assertThat(SelectC.most(new NeuronColumns(22, 5632))).isEqualTo(1239);
    }

    /// The number of neurons need not grow with C.
    @Test
    void aSetWithinTheBoundBeatsALargerOneWhereverItComes() {
        assertThat(SelectC.choose(candidates(25, 1.60, 19, 1.55), 20)).isEqualTo(1);
        assertThat(SelectC.choose(candidates(19, 1.55, 25, 1.60), 20)).isZero();
        assertThat(SelectC.choose(candidates(0, Double.NaN, 25, 1.5, 30, 1.6), 20)).isEqualTo(1);
        assertThat(SelectC.choose(candidates(25, 1.60, 3, 1.0, 19, 1.55, 9, 1.55), 20))
                .isEqualTo(2);
        assertThat(SelectC.choose(candidates(0, Double.NaN), 20)).isEqualTo(-1);
    }

    private static List<CSelection.Candidate> candidates(double... sizesAndSums) {
        List<CSelection.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < sizesAndSums.length; i += 2) {
            int size = (int) sizesAndSums[i];
            candidates.add(
                    new CSelection.Candidate(i + 1, size, 0.5, 0.5, sizesAndSums[i + 1], 0, true));
        }
        return candidates;
    }

    @Test
    void asksOnceForEachDistinctSetAndNeverForTheEmptyOne() {
        List<NeuronSet> asked = new ArrayList<>();
        double first = grid[0];
        double[] close = {first / 4, first / 3, first, first * 1.0001, first * 1.0002, first * 8};
        CSelection chosen =
                select.select(
                        matrix,
                        train,
                        validation,
                        close,
                        set -> {
                            asked.add(set);
                            return 0.5;
                        });
        assertThat(asked).doesNotHaveDuplicates().hasSizeLessThan(4).noneMatch(NeuronSet::isEmpty);
        assertThat(chosen.candidates().getFirst().neurons()).isZero();
        assertThat(chosen.candidates().getFirst().suppressedAccuracy()).isNaN();
        assertThat(chosen.candidates().getFirst().sum()).isNaN();
        assertThat(chosen.chosen().neurons()).isPositive();
    }

    @Test
    void equalSumsGoToTheSmallerC() {
        // Perfectly separated by one column at every C: all sums are equal.
        float[][] values = new float[40][40];
        boolean[] positive = new boolean[40];
        for (int i = 0; i < 40; i++) {
            positive[i] = i % 2 == 0;
            values[i][13] = positive[i] ? 1 + 0.01f * i : 0.01f * i - 1;
        }
        int[] even = IntStream.range(0, 40).toArray();
        LabelledRows rows = LabelledRows.unweighted(even, positive);
        double[] cs = {1, 2, 4};
        CSelection chosen = select.select(FloatMatrix.of(values), rows, rows, cs, set -> 0.7);
        assertThat(chosen.chosen().C()).isEqualTo(1);
        assertThat(chosen.chosen().sum()).isCloseTo(1.7, within(1e-12));
    }

    @Test
    void noNeuronAtAnyCIsAnErrorThatKeepsTheCandidates() {
        // The only informative column is lower where the answer is wrong: a negative weight.
        float[][] values = new float[40][40];
        boolean[] positive = new boolean[40];
        for (int i = 0; i < 40; i++) {
            positive[i] = i % 2 == 0;
            values[i][5] = (positive[i] ? 0 : 1) + (i % 7) * 0.1f;
        }
        LabelledRows rows = LabelledRows.unweighted(IntStream.range(0, 40).toArray(), positive);
        assertThatThrownBy(() ->
                        select.select(
                                FloatMatrix.of(values),
                                rows,
                                rows,
                                new double[] {0.5, 1, 2},
                                set -> 1))
                .isInstanceOfSatisfying(
                        NoNeuronsException.class, e -> assertThat(e.candidates()).hasSize(3))
                .hasMessageContaining("no neuron has a positive weight at any of 3 values of C");
    }

    @Test
    void defaultGridStartsJustAboveTheEmptyFit() {
        assertThat(grid).hasSize(8).isSorted();
        // Two digits of each: at worst 5% off at either end.
        assertThat(grid[7] / grid[0]).isCloseTo(100 / 1.5, withinPercentage(10));
        for (double c : grid) {
            assertThat(new BigDecimal(Double.toString(c)).stripTrailingZeros().precision())
                    .isLessThanOrEqualTo(2);
        }
        int[] counts =
                select.select(matrix, train, validation, grid, set -> 1).candidates().stream()
                        .mapToInt(CSelection.Candidate::neurons)
                        .toArray();
        assertThat(counts[0]).isBetween(1, 4);
        assertThat(counts[7]).isGreaterThan(10);
    }

    private LabelledRows part(int from, int to) {
        return LabelledRows.unweighted(
                IntStream.range(from, to).toArray(),
                Arrays.copyOfRange(problem.rows().labels(), from, to));
    }
}
