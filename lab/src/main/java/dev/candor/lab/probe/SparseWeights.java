package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;

/// The weights of a linear score that are not zero: column → weight, columns ascending. Immutable.
public final class SparseWeights {
    private final int[] columns;
    private final double[] values;

    /// @param columns ascending, without repeats
    /// @param values shape [columns.length], finite and not zero
    public SparseWeights(int[] columns, double[] values) {
        if (columns.length != values.length) {
            throw new IllegalArgumentException(
                    columns.length + " columns for " + values.length + " weights");
        }
        for (int k = 0; k < columns.length; k++) {
            if (columns[k] < 0 || (k > 0 && columns[k] <= columns[k - 1])) {
                throw new IllegalArgumentException(
                        "column " + columns[k] + " at " + k + " is negative or not ascending");
            }
            if (!Double.isFinite(values[k]) || values[k] == 0) {
                throw new IllegalArgumentException(
                        "weight of column " + columns[k] + " is " + values[k]);
            }
        }
        this.columns = columns.clone();
        this.values = values.clone();
    }

    /// The entries of `dense` that are not zero.
    public static SparseWeights of(double[] dense) {
        int[] columns = new int[dense.length];
        double[] values = new double[dense.length];
        int size = 0;
        for (int j = 0; j < dense.length; j++) {
            if (dense[j] != 0) {
                columns[size] = j;
                values[size++] = dense[j];
            }
        }
        return new SparseWeights(Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
    }

    /// Number of weights.
    public int size() {
        return columns.length;
    }

    /// Column of the k-th weight.
    public int column(int k) {
        return columns[k];
    }

    /// The k-th weight.
    public double value(int k) {
        return values[k];
    }

    /// All columns, ascending; a new array.
    public int[] columns() {
        return columns.clone();
    }

    /// The weight of `column`, 0 if it has none.
    public double weightOf(int column) {
        int k = Arrays.binarySearch(columns, column);
        return k < 0 ? 0 : values[k];
    }

    /// Σ|θ|.
    public double l1Norm() {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    /// θ·x for one row of `matrix`.
    public double dot(FloatMatrix matrix, int row) {
        double sum = 0;
        for (int k = 0; k < columns.length; k++) {
            sum += values[k] * matrix.get(row, columns[k]);
        }
        return sum;
    }

    /// θ·x.
    ///
    /// @param x longer than the last column
    public double dot(float[] x) {
        double sum = 0;
        for (int k = 0; k < columns.length; k++) {
            sum += values[k] * x[columns[k]];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseWeights weights
                && Arrays.equals(columns, weights.columns)
                && Arrays.equals(values, weights.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return size() + " weights";
    }
}
