package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;

/// A score over the columns of a matrix, with the threshold chosen for it on validation.
///
/// @param name what gives the score
/// @param score θ·x + b
/// @param threshold score from which an answer counts as wrong
public record FittedScore(String name, LinearScore score, double threshold) {
    /// Evaluates the score on answer rows; +1 means wrong.
    ///
    /// @param resamples of these rows
    public Evaluation evaluate(FloatMatrix matrix, LabelledRows rows, Resamples resamples) {
        return Evaluator.evaluate(name, score.of(matrix, rows), threshold, resamples);
    }
}
