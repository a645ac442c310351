package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;

/// Passes over all columns of the chosen rows, in the order they lie on disk: tiles of columns go
/// to threads, and each tile reads four rows at a time into the heap. The sums of a column run over
/// the rows in order, whatever the threads.
final class ColumnPass {
    private static final int TILE = 2_048;

    private final FloatMatrix matrix;
    private final int[] rows;
    private final SolverKernels kernels;
    private final int threads;

    ColumnPass(FloatMatrix matrix, int[] rows, SolverKernels kernels, int threads) {
        this.matrix = matrix;
        this.rows = rows;
        this.kernels = kernels;
        this.threads = threads;
    }

    /// `out[j] = Σ_i v_i·x_ij` for every column j.
    ///
    /// @param v shape [rows.length]
    /// @param out shape [≥ columns]
    void transposeTimes(double[] v, double[] out) {
        forTiles(
                (strip, rowCount, first, count, factors, acc) -> {
                    fill(factors, rowCount, first, v);
                    kernels.addRows(strip, TILE, factors, acc[0], count);
                },
                out);
    }

    /// In one pass, `out` as [#transposeTimes], `sums[j] = Σ_i w_i·x_ij` and `squares[j] = Σ_i
    /// w_i·x_ij²`.
    void transposeTimesAndMoments(
            double[] v, double[] out, double[] w, double[] sums, double[] squares) {
        forTiles(
                (strip, rowCount, first, count, factors, acc) -> {
                    fill(factors, rowCount, first, v);
                    kernels.addRows(strip, TILE, factors, acc[0], count);
                    fill(factors, rowCount, first, w);
                    kernels.addRows(strip, TILE, factors, acc[1], count);
                    kernels.addSquares(strip, TILE, factors, acc[2], count);
                },
                out,
                sums,
                squares);
    }

    private interface Strip {
        void add(
                float[] strip,
                int rowCount,
                int first,
                int count,
                double[] factors,
                double[][] acc);
    }

    private static void fill(double[] factors, int rowCount, int first, double[] v) {
        for (int k = 0; k < 4; k++) {
            factors[k] = k < rowCount ? v[first + k] : 0;
        }
    }

    private void forTiles(Strip body, double[]... outs) {
        int columns = matrix.columns();
        int tiles = Math.ceilDiv(columns, TILE);
        int n = rows.length;
        boolean small = (long) columns * n < 200_000;
        Parallel.run(
                small ? 1 : threads,
                tiles,
                tile -> {
                    int from = tile * TILE;
                    int count = Math.min(TILE, columns - from);
                    float[] strip = new float[4 * TILE];
                    double[] factors = new double[4];
                    double[][] acc = new double[outs.length][TILE];
                    for (int first = 0; first < n; first += 4) {
                        int rowCount = Math.min(4, n - first);
                        for (int k = 0; k < rowCount; k++) {
                            matrix.copyRow(rows[first + k], from, strip, k * TILE, count);
                        }
                        // A missing fourth row has factor 0; its old values must be finite for
                        // that.
                        Arrays.fill(strip, rowCount * TILE, 4 * TILE, 0);
                        body.add(strip, rowCount, first, count, factors, acc);
                    }
                    for (int o = 0; o < outs.length; o++) {
                        System.arraycopy(acc[o], 0, outs[o], from, count);
                    }
                });
    }
}
