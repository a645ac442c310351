package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Seeded problems for the solver's tests.
@SuppressWarnings("ArrayRecordComponent")
record Problem(String name, float[][] values, LabelledRows rows) {
    FloatMatrix matrix() {
        return FloatMatrix.of(values);
    }

    /// @param n rows
    /// @param p columns
    /// @param shared share of each value that all columns of a row have in common
    /// @param positives expected share of rows labelled +1
    static Problem of(
            String name,
            long seed,
            int n,
            int p,
            double shared,
            double positives,
            boolean balanced) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] values = new float[n][p];
        double[] truth = new double[n];
        for (int i = 0; i < n; i++) {
            double common = random.nextGaussian();
            for (int j = 0; j < p; j++) {
                double own = random.nextGaussian();
                values[i][j] = (float) (shared * common + Math.sqrt(1 - shared * shared) * own);
                truth[i] += j < 8 ? (j % 2 == 0 ? 0.8 : -0.6) * values[i][j] : 0;
            }
        }
        double[] noisy = new double[n];
        for (int i = 0; i < n; i++) {
            noisy[i] = truth[i] + random.nextGaussian();
        }
        double[] sorted = noisy.clone();
        Arrays.sort(sorted);
        double cut = sorted[(int) (n * (1 - positives))];
        boolean[] positive = new boolean[n];
        int[] numbers = new int[n];
        for (int i = 0; i < n; i++) {
            positive[i] = noisy[i] >= cut;
            numbers[i] = i;
        }
        return new Problem(
                name,
                values,
                balanced
                        ? LabelledRows.balanced(numbers, positive)
                        : LabelledRows.unweighted(numbers, positive));
    }

    /// The same with column j multiplied by 10^−(j mod 5) and moved above zero, as contributions
    /// are: from 1e-4 to 1.
    Problem likeContributions() {
        float[][] scaled = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = values[i].clone();
            for (int j = 0; j < scaled[i].length; j++) {
                scaled[i][j] = (float) (Math.exp(scaled[i][j]) * Math.pow(10, -(j % 5)));
            }
        }
        return new Problem(name + ", scales", scaled, rows);
    }

    @Override
    public String toString() {
        return name;
    }
}
