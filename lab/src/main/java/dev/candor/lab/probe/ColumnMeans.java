package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;

/// Mean of every column over chosen rows.
public final class ColumnMeans {
    private ColumnMeans() {}

    /// The means over `rows`.
    ///
    /// @param rows row numbers, at least one
    /// @return shape [columns]
    public static double[] of(FloatMatrix matrix, int[] rows, int threads) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(matrix.name() + ": no rows to average");
        }
        double[] share = new double[rows.length];
        Arrays.fill(share, 1.0 / rows.length);
        double[] means = new double[matrix.columns()];
        new ColumnPass(matrix, rows, SolverKernels.best(), threads).transposeTimes(share, means);
        return means;
    }
}
