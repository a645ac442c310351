package dev.candor.app.find;

import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Evaluator;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.Lead;
import dev.candor.lab.probe.NegativeMarking;
import dev.candor.lab.probe.RandomControl;
import dev.candor.lab.probe.Reliability;
import dev.candor.lab.probe.RiskCoverage;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.Roc;
import dev.candor.lab.probe.RocPoint;
import dev.candor.lab.probe.WithinKind;
import dev.candor.lab.report.EvaluationSet;
import dev.candor.lab.report.RocCurves;
import dev.candor.lab.report.ScoreKind;
import dev.candor.lab.report.ScoreResult;
import dev.candor.lab.report.Use;
import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Every score of a run, evaluated on one part of its answers at a time.
///
/// @param rows what the rows are
/// @param primary the probe's own score
/// @param others the scores beside it, in the order to show them
/// @param controls random neurons
/// @param matrix what the random neurons were fitted on
/// @param scale of the probe's score
/// @param bootstrap of the intervals
record ScoreTable(
        StudyRows rows,
        Score primary,
        List<Score> others,
        List<Control> controls,
        FloatMatrix matrix,
        RiskScale scale,
        Bootstrap bootstrap) {
    private static final double[] EXAMS = {0.5, 0.75, 0.9};
    private static final double[] BAND =
            IntStream.rangeClosed(0, 50).mapToDouble(i -> i / 50.0).toArray();

    /// Draws of random neurons.
    ///
    /// @param of the score that they are as many neurons as
    record Control(ScoreKind kind, RandomControl drawn, Score of) {}

    EvaluationSet evaluate(String set, boolean inDomain) {
        String part = rows.evaluated(set);
        boolean[] wrong = rows.wrong(part);
        if (wrong.length == 0) {
            return new EvaluationSet(set, inDomain, false, 0, 0, List.of(), null);
        }
        double[] probe = primary.of().apply(part);
        Answers all = Answers.of(wrong, rows.clusters(part), bootstrap);
        int wrongs = all.resamples.positives();
        List<ScoreResult> scores = new ArrayList<>();
        scores.add(result(primary, probe, Lead.NONE, all));
        scores.add(withinKind(part, probe, all));
        controls.forEach(control -> scores.add(control(control, part, all)));
        for (Score other : others) {
            double[] values = other.of().apply(part);
            @Nullable Answers known = all.where(values);
            if (known != null) {
                double[] scored = known.of(values);
                Lead lead = Lead.of(known.of(probe), List.of(scored), known.resamples);
                scores.add(result(other, scored, lead, known));
            }
        }
        return new EvaluationSet(
                set,
                inDomain,
                rows.isUnanswerable(set),
                wrong.length - wrongs,
                wrongs,
                scores,
                use(part, probe, all));
    }

    private static ScoreResult result(Score score, double[] values, Lead lead, Answers answers) {
        return ScoreResult.of(
                score.kind(),
                Evaluator.evaluate(
                        score.kind().label(), values, score.threshold(), answers.resamples),
                lead,
                curve(values, answers));
    }

    private ScoreResult withinKind(String part, double[] probe, Answers answers) {
        return ScoreResult.of(
                ScoreKind.H_NEURONS_WITHIN_KIND,
                WithinKind.evaluate(
                        ScoreKind.H_NEURONS_WITHIN_KIND.label(),
                        probe,
                        rows.kinds(part),
                        answers.resamples),
                Lead.NONE,
                List.of());
    }

    private ScoreResult control(Control control, String part, Answers answers) {
        LabelledRows labelled = rows.answers(part);
        List<double[]> draws = control.drawn.scores(matrix, labelled);
        RandomControl.Spread spread = control.drawn.evaluate(draws, labelled);
        return new ScoreResult(
                control.kind,
                spread.mean(),
                spread.draws(),
                spread.aurocDeviation(),
                Lead.of(control.of.of().apply(part), draws, answers.resamples),
                answers.resamples.bothClasses()
                        ? RocCurves.mean(draws.stream().map(draw -> curve(draw, answers)).toList())
                        : List.of());
    }

    private Use use(String part, double[] probe, Answers answers) {
        boolean[] wrong = answers.resamples.positive();
        double[] risks = scale.platt().probabilities(probe);
        Interval[] band = answers.resamples.band(probe, BAND);
        double[] logProbabilities = rows.values(part, row -> -row.signals().meanLogProbability());
        return new Use(
                answers.resamples.bothClasses()
                        ? IntStream.range(0, BAND.length)
                                .mapToObj(i -> Use.BandPoint.of(BAND[i], band[i]))
                                .toList()
                        : List.of(),
                Reliability.of(risks, wrong),
                Reliability.of(scale.isotonic().probabilities(probe), wrong),
                RiskCoverage.of(probe, wrong).thinned(RocCurves.MAX_POINTS),
                RiskCoverage.of(logProbabilities, wrong).area(),
                (double) answers.resamples.positives() / wrong.length,
                DoubleStream.of(EXAMS)
                        .mapToObj(t ->
                                new Use.Marked(
                                        t, new NegativeMarking(t).mark(risks, answers.resamples)))
                        .toList());
    }

    /// Empty where one class is missing.
    private static List<RocPoint> curve(double[] scores, Answers answers) {
        return answers.resamples.bothClasses()
                ? Roc.of(scores, answers.resamples.positive()).points()
                : List.of();
    }
}
