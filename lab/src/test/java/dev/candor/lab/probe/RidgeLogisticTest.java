package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RidgeLogisticTest {
    private final Problem problem = Problem.of("ridge", 41, 200, 20, 0.5, 0.3, true);

    @Test
    void meetsTheOptimalityConditions() {
        float[][] values = problem.values();
        int[] columns = {0, 3, 4, 11, 19};
        LinearScore score = new RidgeLogistic(1).fit(problem.matrix(), problem.rows(), columns);
        assertThat(score.weights().columns()).containsExactly(columns);
        double sum = 0;
        double[] products = new double[5];
        double[] mean = new double[5];
        double[] scale = new double[5];
        for (int k = 0; k < 5; k++) {
            for (float[] row : values) {
                mean[k] += row[columns[k]] / 200.0;
            }
            for (float[] row : values) {
                scale[k] += Math.pow(row[columns[k]] - mean[k], 2) / 200;
            }
            scale[k] = Math.sqrt(scale[k]);
        }
        for (int i = 0; i < 200; i++) {
            double y = problem.rows().isPositive(i) ? 1 : -1;
            double margin = score.of(problem.matrix(), i);
            double residual = problem.rows().weight(i) * y / (1 + Math.exp(y * margin));
            sum += residual;
            for (int k = 0; k < 5; k++) {
                products[k] += residual * (values[i][columns[k]] - mean[k]) / scale[k];
            }
        }
        assertThat(sum).isCloseTo(0, within(1e-6));
        for (int k = 0; k < 5; k++) {
            double beta = score.weights().weightOf(columns[k]) * scale[k];
            assertThat(products[k]).isCloseTo(beta, within(1e-4));
        }
    }

    @Test
    void scaleOfAColumnDoesNotMatter() {
        float[][] scaled = new float[200][20];
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 20; j++) {
                scaled[i][j] = problem.values()[i][j] * (j == 4 ? 1e-4f : 1);
            }
        }
        int[] columns = {0, 4};
        LinearScore plain = new RidgeLogistic(1).fit(problem.matrix(), problem.rows(), columns);
        FloatMatrix quiet = FloatMatrix.of(scaled);
        LinearScore other = new RidgeLogistic(1).fit(quiet, problem.rows(), columns);
        for (int i = 0; i < 200; i++) {
            assertThat(other.of(quiet, i)).isCloseTo(plain.of(problem.matrix(), i), within(1e-4));
        }
    }

    @Test
    void separableRowsAndConstantColumnsGiveFiniteWeights() {
        float[][] values = new float[20][2];
        boolean[] positive = new boolean[20];
        for (int i = 0; i < 20; i++) {
            positive[i] = i >= 10;
            values[i][0] = i;
            values[i][1] = 3;
        }
        LabelledRows rows = LabelledRows.unweighted(IntStream.range(0, 20).toArray(), positive);
        FloatMatrix matrix = FloatMatrix.of(values);
        LinearScore score = new RidgeLogistic(1).fit(matrix, rows, new int[] {0, 1});
        assertThat(score.weights().columns()).containsExactly(0);
        assertThat(score.weights().value(0)).isBetween(0.1, 10.0);
        assertThat(Roc.of(score.of(matrix, rows), positive).auroc()).isEqualTo(1);
    }
}
