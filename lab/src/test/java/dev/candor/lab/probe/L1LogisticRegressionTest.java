package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NpyMatrix;
import dev.candor.lab.contribution.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class L1LogisticRegressionTest {
    private final SolverOptions options = SolverOptions.defaults(2);
    private final L1LogisticRegression solver = new L1LogisticRegression(options);
    private final Problem wide = Problem.of("wide", 21, 150, 5000, 0.4, 0.4, true);
    private final Problem small = Problem.of("small", 22, 120, 30, 0.2, 0.5, false);

    @Test
    void meetsTheOptimalityConditionsWithAFreeIntercept() {
        L1LogisticRegression tight = new L1LogisticRegression(options.withTolerance(1e-9));
        for (Problem problem : List.of(wide, wide.likeContributions(), small)) {
            for (double c : new double[] {0.05, 0.4, 5}) {
                LogisticFit fit = tight.fit(problem.matrix(), problem.rows(), c);
                assertThat(fit.converged()).isTrue();
                assertOptimal(problem, fit, 1e-5);
            }
        }
    }

    @Test
    void gapBoundsTheDistanceToTheMinimum() {
        double minimum =
                new L1LogisticRegression(options.withTolerance(1e-9))
                        .fit(wide.matrix(), wide.rows(), 1)
                        .objective();
        for (double tolerance : new double[] {0.3, 0.03, 1e-3, 1e-5}) {
            LogisticFit fit =
                    new L1LogisticRegression(options.withTolerance(tolerance))
                            .fit(wide.matrix(), wide.rows(), 1);
            assertThat(fit.dualityGap()).isLessThanOrEqualTo(tolerance * fit.objective());
            assertThat(fit.objective() - minimum)
                    .isBetween(-1e-9 * minimum, fit.dualityGap() + 1e-9 * minimum);
        }
    }

    @Test
    void allWeightsAreZeroUpToTheLargestEmptyC() {
        double c = solver.largestEmptyC(wide.matrix(), wide.rows());
        LogisticFit below = solver.fit(wide.matrix(), wide.rows(), 0.999 * c);
        assertThat(below.weights().size()).isZero();
        assertThat(below.converged()).isTrue();
        assertThat(below.iterations()).isZero();
        assertThat(below.intercept()).isCloseTo(0, within(1e-12)); // both classes weigh the same
        assertThat(below.objective()).isCloseTo(150 * Math.log(2), within(1e-9));
        assertThat(solver.fit(wide.matrix(), wide.rows(), 1.02 * c).weights().size()).isPositive();
    }

    @Test
    void pathGivesWhatSingleFitsGive() {
        double[] grid = {0.02, 0.05, 0.1, 0.5, 2};
        List<LogisticFit> path = solver.path(wide.matrix(), wide.rows(), grid);
        for (int k = 0; k < grid.length; k++) {
            LogisticFit alone = solver.fit(wide.matrix(), wide.rows(), grid[k]);
            assertThat(path.get(k).C()).isEqualTo(grid[k]);
            assertThat(path.get(k).converged()).isTrue();
            assertThat(path.get(k).objective())
                    .isCloseTo(alone.objective(), within(1e-6 * alone.objective()));
        }
    }

    @Test
    void resultDoesNotDependOnTheNumberOfThreads() {
        LogisticFit one =
                new L1LogisticRegression(SolverOptions.defaults(1))
                        .fit(wide.matrix(), wide.rows(), 0.5);
        LogisticFit three =
                new L1LogisticRegression(SolverOptions.defaults(3))
                        .fit(wide.matrix(), wide.rows(), 0.5);
        assertThat(three).isEqualTo(one);
    }

    @Test
    void scalarKernelsReachTheSameObjective() {
        LogisticFit vector = solver.fit(small.matrix(), small.rows(), 1);
        LogisticFit scalar =
                new L1LogisticRegression(options, new ScalarSolverKernels())
                        .fit(small.matrix(), small.rows(), 1);
        assertThat(scalar.objective())
                .isCloseTo(vector.objective(), within(1e-6 * vector.objective()));
    }

    @Test
    void fitsOnlyTheRowsAskedForFromAMappedFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rows.npy");
        float[] poison = new float[30];
        Arrays.fill(poison, Float.NaN);
        int n = small.values().length;
        int[] every = new int[n];
        try (NpyWriter writer = NpyWriter.create(file, 30)) {
            for (int i = 0; i < n; i++) {
                writer.append(poison);
                every[n - 1 - i] = (int) writer.append(small.values()[i]);
            }
        }
        boolean[] reversed = new boolean[n];
        for (int i = 0; i < n; i++) {
            reversed[i] = small.rows().isPositive(n - 1 - i);
        }
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            LogisticFit fit = solver.fit(matrix, LabelledRows.unweighted(every, reversed), 1);
            LogisticFit expected = solver.fit(small.matrix(), small.rows(), 1);
            assertThat(fit.objective())
                    .isCloseTo(expected.objective(), within(1e-6 * expected.objective()));
        }
    }

    @Test
    void maskedColumnsGetNoWeightAndAreNotLookedAt() {
        float[][] values = copy(small.values());
        values[5][0] = Float.NaN;
        boolean[] allowed = new boolean[30];
        for (int j = 1; j < 30; j += 2) {
            allowed[j] = true;
        }
        LogisticFit fit =
                solver.path(FloatMatrix.of(values), small.rows(), allowed, 1.0).getFirst();
        float[][] odd = new float[values.length][15];
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < 15; k++) {
                odd[i][k] = values[i][2 * k + 1];
            }
        }
        LogisticFit expected = solver.fit(FloatMatrix.of(odd), small.rows(), 1);
        assertThat(IntStream.of(fit.weights().columns())).isNotEmpty().allMatch(j -> j % 2 == 1);
        assertThat(fit.objective())
                .isCloseTo(expected.objective(), within(1e-6 * expected.objective()));
    }

    @Test
    void separableRowsWithLargeCStillEnd() {
        float[][] values = new float[40][3];
        boolean[] positive = new boolean[40];
        for (int i = 0; i < 40; i++) {
            positive[i] = i >= 20;
            values[i][0] = i - 19.5f;
            values[i][1] = (i * 7) % 5;
            values[i][2] = 1e-4f * i;
        }
        LabelledRows rows = LabelledRows.unweighted(IntStream.range(0, 40).toArray(), positive);
        for (double c : new double[] {1e2, 1e5, 1e9}) {
            LogisticFit fit = solver.fit(FloatMatrix.of(values), rows, c);
            assertThat(fit.converged()).isTrue();
            assertThat(fit.objective()).isLessThan(1e4 / c);
        }
    }

    @Test
    void stopsUnconvergedAtTheMostIterationsAllowed() {
        LogisticFit fit =
                new L1LogisticRegression(options.withMaxIterations(2))
                        .fit(wide.matrix(), wide.rows(), 50);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.iterations()).isEqualTo(2);
        assertThat(fit.dualityGap()).isGreaterThan(1e-6 * fit.objective());
    }

    @Test
    void constantAndRepeatedColumnsChangeNothing() {
        int n = small.values().length;
        float[][] values = new float[n][34];
        for (int i = 0; i < n; i++) {
            System.arraycopy(small.values()[i], 0, values[i], 0, 30);
            values[i][31] = 1e30f;
            values[i][32] = 0.3f;
            values[i][33] = small.values()[i][0];
        }
        LogisticFit expected = solver.fit(small.matrix(), small.rows(), 2);
        LogisticFit fit = solver.fit(FloatMatrix.of(values), small.rows(), 2);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.weights().columns()).doesNotContain(30, 31, 32);
        assertThat(fit.objective())
                .isCloseTo(expected.objective(), within(1e-6 * expected.objective()));
    }

    @Test
    void onlyConstantColumnsGiveNoWeights() {
        float[][] values = new float[120][2];
        for (float[] row : values) {
            row[1] = 3;
        }
        LogisticFit fit = solver.fit(FloatMatrix.of(values), small.rows(), 100);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.weights().size()).isZero();
    }

    @Test
    void namesTheRowAndColumnOfAValueThatIsNotFinite() {
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            float[][] values = copy(wide.values());
            values[77][4321] = bad;
            assertThatThrownBy(() -> solver.fit(FloatMatrix.of(values), wide.rows(), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "matrix in memory: row 77, column 4321: found "
                                    + bad
                                    + ", expected a finite number");
        }
    }

    @Test
    void refusesOneClassMissingRowsAndBadC() {
        FloatMatrix matrix = small.matrix();
        LabelledRows oneClass = LabelledRows.unweighted(new int[] {0, 1}, new boolean[2]);
        assertThatThrownBy(() -> solver.fit(matrix, oneClass, 1))
                .hasMessageContaining("0 positive and 2 negative rows, expected both classes");
        LabelledRows beyond =
                LabelledRows.unweighted(new int[] {0, 120}, new boolean[] {true, false});
        assertThatThrownBy(() -> solver.fit(matrix, beyond, 1))
                .hasMessageContaining("row 120 asked for, has 120");
        for (double c : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> solver.fit(matrix, small.rows(), c))
                    .hasMessageContaining("C " + c);
        }
        assertThatThrownBy(() -> solver.path(matrix, small.rows(), 2, 1))
                .hasMessageContaining("ascending");
    }

    /// Checks, from the data and the weights alone, that no change of a weight or the intercept can
    /// lower the objective: |x_jᵀr| ≤ 1/C, with equality and the right sign where θ_j ≠ 0, and Σr =
    /// 0.
    private static void assertOptimal(Problem problem, LogisticFit fit, double tolerance) {
        float[][] values = problem.values();
        int p = values[0].length;
        double[] products = new double[p];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double margin = fit.weights().dot(values[i]) + fit.intercept();
            double y = problem.rows().isPositive(i) ? 1 : -1;
            double residual = problem.rows().weight(i) * y / (1 + Math.exp(y * margin));
            sum += residual;
            for (int j = 0; j < p; j++) {
                products[j] += residual * values[i][j];
            }
        }
        double penalty = 1 / fit.C();
        assertThat(sum).isCloseTo(0, within(1e-8));
        for (int j = 0; j < p; j++) {
            double weight = fit.weights().weightOf(j);
            if (weight == 0) {
                assertThat(Math.abs(products[j])).isLessThan(penalty * (1 + tolerance));
            } else {
                assertThat(products[j])
                        .isCloseTo(penalty * Math.signum(weight), within(penalty * tolerance));
            }
        }
    }

    private static float[][] copy(float[][] values) {
        return Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
    }
}
