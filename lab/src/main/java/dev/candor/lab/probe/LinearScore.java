package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;

/// θ·x + b: higher means wrong.
///
/// @param weights θ
/// @param intercept b
public record LinearScore(SparseWeights weights, double intercept) {
    /// The score of one row of `matrix`.
    public double of(FloatMatrix matrix, int row) {
        return weights.dot(matrix, row) + intercept;
    }

    /// The scores of these rows, in their order.
    public double[] of(FloatMatrix matrix, LabelledRows rows) {
        double[] scores = new double[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = of(matrix, rows.row(i));
        }
        return scores;
    }
}
