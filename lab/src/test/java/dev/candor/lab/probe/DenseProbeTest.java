package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DenseProbeTest {
    /// Rows whose first three of `columns` columns tell the classes apart a little.
    private static FloatMatrix matrix(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] values = new float[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double shift = j < 3 && isPositive(i) ? 0.8 : 0;
                values[i][j] = (float) ((1 + j % 7) * (random.nextGaussian() + shift) + j);
            }
        }
        return FloatMatrix.of(values);
    }

    private static boolean isPositive(int row) {
        return row % 3 == 0;
    }

    private static LabelledRows rows(int from, int to) {
        int[] rows = IntStream.range(from, to).toArray();
        boolean[] positive = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            positive[i] = isPositive(rows[i]);
        }
        return LabelledRows.balanced(rows, positive);
    }

    /// The same problem in the columns themselves: with p columns, a ridge of 1/p on β·z/√p is one
    /// of 1 on β·z. The intercepts differ by the weak penalty of one.
    @Test
    void agreesWithARegressionOnTheColumnsThemselves() {
        int columns = 50;
        FloatMatrix matrix = matrix(400, columns, 1);
        LabelledRows train = rows(0, 400);
        LinearScore dense = DenseProbe.fit(matrix, train, 1.0 / columns, 2);
        LinearScore direct =
                new RidgeLogistic(1).fit(matrix, train, IntStream.range(0, columns).toArray());
        double[] ours = dense.of(matrix, train);
        double[] theirs = direct.of(matrix, train);
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).isCloseTo(theirs[i], within(2e-3));
        }
    }

    @Test
    void aTileThatIsNotFullAndAnyNumberOfThreadsGiveTheSameBits() {
        FloatMatrix matrix = matrix(90, 2_051, 4);
        LinearScore one = DenseProbe.fit(matrix, rows(0, 90), 0.1, 1);
        LinearScore three = DenseProbe.fit(matrix, rows(0, 90), 0.1, 3);
        assertThat(three.of(matrix, rows(0, 90))).isEqualTo(one.of(matrix, rows(0, 90)));
    }

    @Test
    void theProductsOfRowsAreThoseOfStandardisedColumns() {
        FloatMatrix matrix = matrix(20, 1_030, 6);
        int[] rows = {3, 17, 5, 11};
        GramMatrix gram = new GramMatrix(matrix, rows, 2);
        double[][] expected = new double[4][4];
        for (int j = 0; j < 1_030; j++) {
            double[] z = new double[4];
            for (int i = 0; i < 4; i++) {
                z[i] = matrix.get(rows[i], j);
            }
            double mean = Arrays.stream(z).average().orElseThrow();
            double deviation =
                    Math.sqrt(
                            Arrays.stream(z)
                                    .map(v -> (v - mean) * (v - mean))
                                    .average()
                                    .orElseThrow());
            for (int i = 0; i < 4; i++) {
                for (int k = 0; k < 4; k++) {
                    expected[i][k] += (z[i] - mean) / deviation * (z[k] - mean) / deviation / 1_030;
                }
            }
        }
        for (int i = 0; i < 4; i++) {
            assertThat(gram.values[i]).containsExactly(expected[i], within(1e-5));
        }
    }

    @Test
    void choosesARidgeByValidationAndTellsOnRowsItNeverSaw() {
        FloatMatrix matrix = matrix(900, 300, 9);
        DenseProbe probe =
                DenseProbe.fit(
                        "all",
                        matrix,
                        rows(0, 500),
                        rows(500, 700),
                        Threshold.Criterion.BALANCED_ACCURACY,
                        2);
        LabelledRows test = rows(700, 900);
        double auroc = Roc.of(probe.score().score().of(matrix, test), test.labels()).auroc();
        assertThat(auroc).isGreaterThan(0.7);
        assertThat(DenseProbe.RIDGES).contains(probe.ridge());
        // No training: the same columns without the labels' signal are a coin.
        double[] noise = new double[test.size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = matrix.get(test.row(i), 10);
        }
        assertThat(Roc.of(noise, test.labels()).auroc()).isBetween(0.38, 0.62);
    }

    @Test
    void theResidualProbeTakesTheLayerThatTells() {
        // Three layers of 8: only the middle one is shifted.
        SplittableRandom random = new SplittableRandom(12);
        float[][] values = new float[300][24];
        for (int i = 0; i < 300; i++) {
            for (int j = 0; j < 24; j++) {
                boolean tells = j >= 8 && j < 16 && isPositive(i);
                values[i][j] = (float) (random.nextGaussian() + (tells ? 1 : 0));
            }
        }
        FloatMatrix matrix = FloatMatrix.of(values);
        ResidualProbe probe =
                ResidualProbe.fit(
                        "residual",
                        matrix,
                        3,
                        rows(0, 150),
                        rows(150, 225),
                        Threshold.Criterion.BALANCED_ACCURACY,
                        1);
        assertThat(probe.layer()).isEqualTo(1);
        assertThat(probe.validationAurocs()).hasSize(3);
        LabelledRows test = rows(225, 300);
        double[] scores = probe.probe().score().score().of(probe.stream(matrix), test);
        assertThat(Roc.of(scores, test.labels()).auroc()).isGreaterThan(0.85);
    }
}
