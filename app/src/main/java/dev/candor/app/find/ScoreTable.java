package dev.candor.app.find;

import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Evaluator;
import dev.candor.lab.probe.Flagged;
import dev.candor.lab.probe.KindLead;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.Lead;
import dev.candor.lab.probe.NegativeMarking;
import dev.candor.lab.probe.PlattScaling;
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
        WithinKind within = new WithinKind(rows.kinds(part), all.resamples);
        List<ScoreResult> scores = new ArrayList<>();
        scores.add(result(primary, probe, Lead.NONE, null, all));
        scores.add(withinKind(probe, within));
        controls.forEach(control -> scores.add(control(control, part, within, all)));
        for (Score other : others) {
            if (other.kind() == ScoreKind.QUESTION_KIND && rows.isUnanswerable(set)) {
                continue; // of answers to other questions, no kind is on both sides
            }
            double[] values = other.of().apply(part);
            @Nullable Answers known = all.where(values);
            if (known != null) {
                double[] scored = known.of(values);
                Lead lead = Lead.of(known.of(probe), List.of(scored), known.resamples);
                boolean compared =
                        switch (other.kind().source()) {
                            case PROBE, QUESTION -> false; // the kind alone is 0.5 within it
                            case RANDOM, CHEAP, SAMPLES, INSIDE -> known == all;
                        };
                scores.add(
                        result(
                                other,
                                scored,
                                lead,
                                compared ? within.compare(probe, List.of(scored)) : null,
                                known));
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

    private static ScoreResult result(
            Score score, double[] values, Lead lead, @Nullable KindLead within, Answers answers) {
        return ScoreResult.of(
                score.kind(),
                Evaluator.evaluate(
                        score.kind().label(), values, score.threshold(), answers.resamples),
                lead,
                within,
                curve(values, answers));
    }

    private static ScoreResult withinKind(double[] probe, WithinKind within) {
        ScoreKind kind = ScoreKind.H_NEURONS_WITHIN_KIND;
        return ScoreResult.of(
                kind, within.evaluate(kind.label(), probe), Lead.NONE, null, List.of());
    }

    private ScoreResult control(Control control, String part, WithinKind within, Answers answers) {
        LabelledRows labelled = rows.answers(part);
        List<double[]> draws = control.drawn.scores(matrix, labelled);
        RandomControl.Spread spread = control.drawn.evaluate(draws, labelled);
        double[] own = control.of.of().apply(part);
        return new ScoreResult(
                control.kind,
                spread.mean(),
                spread.draws(),
                spread.aurocDeviation(),
                asGood(own, draws, spread.mean().auroc() >= 0.5, answers),
                Lead.of(own, draws, answers.resamples),
                within.compare(own, draws),
                answers.resamples.bothClasses()
                        ? RocCurves.mean(draws.stream().map(draw -> curve(draw, answers)).toList())
                        : List.of());
    }

    /// @param straight false where the mean of the draws points the other way, as [Lead] turns it
    private static int asGood(
            double[] own, List<double[]> draws, boolean straight, Answers answers) {
        if (!answers.resamples.bothClasses()) {
            return 0;
        }
        boolean[] wrong = answers.resamples.positive();
        double reached = Roc.of(own, wrong).auroc();
        return (int)
                draws.stream()
                        .mapToDouble(draw -> Roc.of(draw, wrong).auroc())
                        .filter(auroc -> (straight ? auroc : 1 - auroc) >= reached)
                        .count();
    }

    private Use use(String part, double[] probe, Answers answers) {
        boolean[] wrong = answers.resamples.positive();
        double[] risks = scale.platt().probabilities(probe);
        Interval[] band = answers.resamples.band(probe, BAND);
        double[] logProbabilities = logProbabilities(part);
        double[] theirs =
                PlattScaling.fit(logProbabilities(Parts.VALIDATION), rows.wrong(Parts.VALIDATION))
                        .probabilities(logProbabilities);
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
                answers.resamples.coverageLead(probe, logProbabilities),
                (double) answers.resamples.positives() / wrong.length,
                scale.budgets().stream()
                        .map(budget -> Flagged.of(budget, probe, answers.resamples))
                        .toList(),
                DoubleStream.of(EXAMS)
                        .mapToObj(t -> marked(new NegativeMarking(t), risks, theirs, answers))
                        .toList());
    }

    /// Negated, so that more means riskier.
    private double[] logProbabilities(String part) {
        return rows.values(part, row -> -row.signals().meanLogProbability());
    }

    private static Use.Marked marked(
            NegativeMarking exam, double[] risks, double[] theirs, Answers answers) {
        return new Use.Marked(
                exam.t(),
                exam.mark(risks, answers.resamples),
                exam.mark(theirs, answers.resamples),
                exam.lead(risks, theirs, answers.resamples));
    }

    /// Empty where one class is missing.
    private static List<RocPoint> curve(double[] scores, Answers answers) {
        return answers.resamples.bothClasses()
                ? Roc.of(scores, answers.resamples.positive()).points()
                : List.of();
    }
}
