package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;

/// Rows of a matrix to learn from or to score, with their labels. Immutable.
public final class LabelledRows {
    private final int[] rows;
    private final boolean[] positive;
    private final double[] weights;

    /// @param rows row numbers in the matrix, any order
    /// @param positive shape [rows.length]; true where the label is +1
    /// @param weights shape [rows.length]; factor of each row's loss, positive and finite
    public LabelledRows(int[] rows, boolean[] positive, double[] weights) {
        if (rows.length != positive.length || rows.length != weights.length) {
            throw new IllegalArgumentException(
                    rows.length
                            + " rows, "
                            + positive.length
                            + " labels and "
                            + weights.length
                            + " weights, expected as many of each");
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] > 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException(
                        "weight of row " + rows[i] + " is " + weights[i] + ", expected above 0");
            }
        }
        this.rows = rows.clone();
        this.positive = positive.clone();
        this.weights = weights.clone();
    }

    /// Rows that all weigh 1.
    public static LabelledRows unweighted(int[] rows, boolean[] positive) {
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 1);
        return new LabelledRows(rows, positive, weights);
    }

    /// Rows weighted n / (2·rows of the class), so that both classes weigh the same and all rows
    /// together weigh n.
    public static LabelledRows balanced(int[] rows, boolean[] positive) {
        int positives = 0;
        for (boolean label : positive) {
            positives += label ? 1 : 0;
        }
        double[] weights = new double[rows.length];
        for (int i = 0; i < weights.length; i++) {
            int inClass = positive[i] ? positives : rows.length - positives;
            weights[i] = rows.length / (2.0 * inClass);
        }
        return new LabelledRows(rows, positive, weights);
    }

    public int size() {
        return rows.length;
    }

    /// Number of rows labelled +1.
    public int positives() {
        int count = 0;
        for (boolean label : positive) {
            count += label ? 1 : 0;
        }
        return count;
    }

    /// Share of the weight that rows labelled +1 have: the prior that a fit's probabilities assume.
    public double prior() {
        double of = 0;
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            all += weights[i];
            of += positive[i] ? weights[i] : 0;
        }
        return of / all;
    }

    /// Row number in the matrix of the i-th row.
    public int row(int i) {
        return rows[i];
    }

    /// All row numbers; a new array.
    public int[] rows() {
        return rows.clone();
    }

    /// Whether the i-th row is labelled +1.
    public boolean isPositive(int i) {
        return positive[i];
    }

    /// Weight of the i-th row's loss.
    public double weight(int i) {
        return weights[i];
    }

    /// All labels; a new array.
    public boolean[] labels() {
        return positive.clone();
    }

    /// Refuses rows that `matrix` does not have, and rows of one class only.
    void requireLearnable(FloatMatrix matrix) {
        for (int row : rows) {
            if (row < 0 || row >= matrix.rows()) {
                throw new IllegalArgumentException(
                        matrix.name() + ": row " + row + " asked for, has " + matrix.rows());
            }
        }
        int positives = positives();
        if (positives == 0 || positives == size()) {
            throw new IllegalArgumentException(
                    matrix.name()
                            + ": "
                            + positives
                            + " positive and "
                            + (size() - positives)
                            + " negative rows, expected both classes");
        }
    }
}
