package dev.candor.app.find;

import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.probe.FeatureBaseline;
import dev.candor.lab.probe.FittedScore;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.report.ScoreKind;
import java.util.function.Function;

/// A score of every answer of a part, higher meaning wrong.
///
/// @param kind what gives it
/// @param threshold score from which an answer counts as wrong, chosen on validation
/// @param of the scores of a part's answers, in their order; NaN where an answer has none
record Score(ScoreKind kind, double threshold, Function<String, double[]> of) {
    /// A linear score over the columns of a matrix.
    ///
    /// @param rows of a part in that matrix
    static Score over(
            ScoreKind kind,
            FittedScore fitted,
            FloatMatrix matrix,
            Function<String, LabelledRows> rows) {
        return new Score(
                kind, fitted.threshold(), part -> fitted.score().of(matrix, rows.apply(part)));
    }

    /// A number of each answer, NaN where it has none.
    static Score feature(
            ScoreKind kind, FeatureBaseline baseline, Function<String, double[]> values) {
        return new Score(kind, baseline.threshold(), part -> baseline.scores(values.apply(part)));
    }
}
