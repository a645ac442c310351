package dev.candor.lab.origin;

import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.probe.LabelledRows;

/// The judged answers of one model, with all that scores are computed from.
///
/// @param matrix contributions over the answers' tokens, shape [.., layers · ffn]
/// @param rows of the matrix, one an answer; true is wrong
/// @param clusters of each answer: those of one number are about the same and drawn together
/// @param lengths tokens of each answer
/// @param logProbabilities mean ln p of each answer's tokens
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
public record JudgedAnswers(
        FloatMatrix matrix,
        LabelledRows rows,
        int[] clusters,
        double[] lengths,
        double[] logProbabilities) {
    public int size() {
        return rows.size();
    }

    /// Whether answers of both kinds are there.
    public boolean bothClasses() {
        return rows.positives() > 0 && rows.positives() < rows.size();
    }
}
