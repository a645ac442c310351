package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;

/// Products of all pairs of rows, `G_ik = Σ_j z_ij·z_kj / columns`, of columns standardised over
/// these rows: all that a ridge regression on more columns than rows depends on. One pass over the
/// matrix; every sum runs over the columns in order, whatever the threads.
final class GramMatrix {
    private static final int TILE = 1_024;
    private static final int ROWS_A_TASK = 32;

    /// Shape [n, n], symmetric.
    final double[][] values;

    /// Mean of each column over the rows, shape [columns].
    final double[] means;

    /// Standard deviation of each column; 1 where it is 0.
    final double[] scales;

    private final int threads;

    GramMatrix(FloatMatrix matrix, int[] rows, int threads) {
        this.threads = threads;
        int n = rows.length;
        int columns = matrix.columns();
        values = new double[n][n];
        means = new double[columns];
        scales = new double[columns];
        SolverKernels kernels = SolverKernels.best();
        // A strip holds four columns, one behind the other.
        float[][] strips = new float[Math.ceilDiv(TILE, 4)][4 * n];
        for (int from = 0; from < columns; from += TILE) {
            int count = Math.min(TILE, columns - from);
            fill(matrix, rows, from, count, strips);
            int first = from;
            Parallel.run(
                    threads, count, j -> standardise(strips[j / 4], (j % 4) * n, n, first + j));
            int fours = Math.ceilDiv(count, 4);
            Parallel.run(
                    threads,
                    Math.ceilDiv(n, ROWS_A_TASK),
                    task -> {
                        double[] factors = new double[4];
                        int end = Math.min(n, (task + 1) * ROWS_A_TASK);
                        for (int i = task * ROWS_A_TASK; i < end; i++) {
                            for (int four = 0; four < fours; four++) {
                                for (int k = 0; k < 4; k++) {
                                    factors[k] = strips[four][k * n + i];
                                }
                                kernels.addRows(strips[four], n, factors, values[i], i + 1);
                            }
                        }
                    });
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= i; k++) {
                values[i][k] /= columns;
                values[k][i] = values[i][k];
            }
        }
    }

    private void fill(FloatMatrix matrix, int[] rows, int from, int count, float[][] strips) {
        int n = rows.length;
        for (float[] strip : strips) {
            Arrays.fill(strip, 0); // the last tile may be narrower
        }
        Parallel.run(
                threads,
                Math.ceilDiv(n, ROWS_A_TASK),
                task -> {
                    float[] row = new float[count];
                    int end = Math.min(n, (task + 1) * ROWS_A_TASK);
                    for (int i = task * ROWS_A_TASK; i < end; i++) {
                        matrix.copyRow(rows[i], from, row, 0, count);
                        for (int j = 0; j < count; j++) {
                            strips[j / 4][(j % 4) * n + i] = row[j];
                        }
                    }
                });
    }

    private void standardise(float[] strip, int at, int n, int column) {
        double sum = 0;
        for (int i = at; i < at + n; i++) {
            sum += strip[i];
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = at; i < at + n; i++) {
            squares += (strip[i] - mean) * (strip[i] - mean);
        }
        double scale = squares > 0 ? Math.sqrt(squares / n) : 1;
        for (int i = at; i < at + n; i++) {
            strip[i] = (float) ((strip[i] - mean) / scale);
        }
        means[column] = mean;
        scales[column] = scale;
    }

    /// `G·x` into `product`.
    void times(double[] x, double[] product) {
        int n = x.length;
        int tasks = Math.ceilDiv(n, ROWS_A_TASK);
        Parallel.run(
                (long) n * n < 4_000_000 ? 1 : threads,
                tasks,
                task -> {
                    int end = Math.min(n, (task + 1) * ROWS_A_TASK);
                    for (int i = task * ROWS_A_TASK; i < end; i++) {
                        product[i] = dot(values[i], x);
                    }
                });
    }

    /// Four sums, which the JIT can keep in flight at once.
    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
