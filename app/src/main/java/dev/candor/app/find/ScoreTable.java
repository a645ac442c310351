package dev.candor.app.find;

import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Evaluation;
import dev.candor.lab.probe.FeatureBaseline;
import dev.candor.lab.probe.FittedScore;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.RandomControl;
import dev.candor.lab.probe.Roc;
import dev.candor.lab.probe.RocPoint;
import dev.candor.lab.probe.WithinKind;
import dev.candor.lab.report.EvaluationSet;
import dev.candor.lab.report.RocCurves;
import dev.candor.lab.report.ScoreKind;
import dev.candor.lab.report.ScoreResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every score of a run, evaluated on one part of its answers at a time.
///
/// @param rows what the rows are
/// @param input matrix of the input position
/// @param emit matrix of the emit position
/// @param inputScore H-neurons at the input position, null where none were found
/// @param emitScore H-neurons at the emit position, null where none were found
/// @param primary matrix that the controls were drawn and fitted on
/// @param plain random neurons
/// @param matched random neurons of the same layers and as loud
/// @param length answer length in tokens
/// @param logProbability mean log-probability of the answer's tokens
/// @param kind how often the question's kind was answered wrong in training
/// @param refitted the H-neurons alone, fitted as the random ones are
/// @param primaryScore the probe itself, on `primary`
/// @param bootstrap of the intervals
record ScoreTable(
        StudyRows rows,
        FloatMatrix input,
        FloatMatrix emit,
        @Nullable FittedScore inputScore,
        @Nullable FittedScore emitScore,
        FloatMatrix primary,
        RandomControl plain,
        RandomControl matched,
        FeatureBaseline length,
        FeatureBaseline logProbability,
        FeatureBaseline kind,
        FittedScore refitted,
        FittedScore primaryScore,
        Bootstrap bootstrap) {

    EvaluationSet evaluate(String part, boolean inDomain) {
        LabelledRows answers = rows.answers(part);
        int wrong = answers.positives();
        int correct = answers.size() - wrong;
        List<ScoreResult> scores = new ArrayList<>();
        if (answers.size() > 0) {
            neurons(ScoreKind.H_NEURONS_INPUT, inputScore, input, answers, scores);
            neurons(ScoreKind.H_NEURONS_EMIT, emitScore, emit, answers, scores);
            neurons(ScoreKind.H_NEURONS_REFITTED, refitted, primary, answers, scores);
            scores.add(withinKind(answers, part));
            scores.add(control(ScoreKind.RANDOM_NEURONS, plain, answers));
            scores.add(control(ScoreKind.RANDOM_NEURONS_MATCHED, matched, answers));
            scores.add(feature(ScoreKind.ANSWER_LENGTH, length, rows.lengths(part), part));
            scores.add(
                    feature(
                            ScoreKind.MEAN_LOG_PROBABILITY,
                            logProbability,
                            rows.logProbabilities(part),
                            part));
            scores.add(feature(ScoreKind.QUESTION_KIND, kind, rows.kindWrongRates(part), part));
        }
        return new EvaluationSet(part, inDomain, correct, wrong, scores);
    }

    private void neurons(
            ScoreKind kind,
            @Nullable FittedScore score,
            FloatMatrix matrix,
            LabelledRows answers,
            List<ScoreResult> into) {
        if (score != null) {
            Evaluation evaluation = score.evaluate(matrix, answers, bootstrap);
            into.add(
                    ScoreResult.of(
                            kind, evaluation, curve(score.score().of(matrix, answers), answers)));
        }
    }

    private ScoreResult withinKind(LabelledRows answers, String part) {
        return ScoreResult.of(
                ScoreKind.H_NEURONS_WITHIN_KIND,
                WithinKind.evaluate(
                        "H-neurons within a kind of question",
                        primaryScore.score().of(primary, answers),
                        answers.labels(),
                        rows.kinds(part),
                        bootstrap),
                List.of());
    }

    private ScoreResult control(ScoreKind kind, RandomControl control, LabelledRows answers) {
        RandomControl.Spread spread = control.evaluate(primary, answers);
        List<List<RocPoint>> curves = new ArrayList<>();
        for (FittedScore draw : control.draws()) {
            List<RocPoint> curve = curve(draw.score().of(primary, answers), answers);
            if (!curve.isEmpty()) {
                curves.add(curve);
            }
        }
        return new ScoreResult(
                kind,
                spread.mean(),
                spread.draws(),
                spread.aurocDeviation(),
                curves.isEmpty() ? List.of() : RocCurves.mean(curves));
    }

    private ScoreResult feature(
            ScoreKind kind, FeatureBaseline baseline, double[] values, String part) {
        boolean[] wrong = rows.wrong(part);
        Evaluation evaluation = baseline.evaluate(values, wrong, bootstrap);
        return ScoreResult.of(kind, evaluation, curve(baseline.scores(values), wrong));
    }

    private static List<RocPoint> curve(double[] scores, LabelledRows answers) {
        return curve(scores, answers.labels());
    }

    /// Empty where one class is missing.
    private static List<RocPoint> curve(double[] scores, boolean[] wrong) {
        int positives = 0;
        for (boolean each : wrong) {
            positives += each ? 1 : 0;
        }
        return positives == 0 || positives == wrong.length
                ? List.of()
                : Roc.of(scores, wrong).points();
    }
}
