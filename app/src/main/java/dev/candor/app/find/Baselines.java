package dev.candor.app.find;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.lab.answer.SampleAgreement;
import dev.candor.lab.contribution.AnswerSignals;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.Sparsity;
import dev.candor.lab.probe.DenseProbe;
import dev.candor.lab.probe.FeatureBaseline;
import dev.candor.lab.probe.ResidualProbe;
import dev.candor.lab.probe.Roc;
import dev.candor.lab.probe.Threshold;
import dev.candor.lab.report.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What the H-neurons must beat, learned on the same training answers and tuned on the same
/// validation answers.
final class Baselines {
    /// A measure of sparsity as a score.
    ///
    /// @param of `hidden` or `z`
    record Measure(String of, String name, Score score, double validationAuroc) {}

    private final StudyRows rows;
    private final Threshold.Criterion criterion;
    private final int threads;
    private final Progress progress;

    Baselines(StudyRows rows, Threshold.Criterion criterion, int threads, Progress progress) {
        this.rows = rows;
        this.criterion = criterion;
        this.threads = threads;
        this.progress = progress;
    }

    /// The scores that need one reply and nothing of the model's inside, and the question's kind.
    List<Score> cheap() {
        List<Score> scores = new ArrayList<>();
        scores.add(number(ScoreKind.ANSWER_LENGTH, AnswerRows::answerTokens));
        scores.add(
                number(ScoreKind.MEAN_LOG_PROBABILITY, signal(AnswerSignals::meanLogProbability)));
        scores.add(number(ScoreKind.MIN_LOG_PROBABILITY, signal(AnswerSignals::minLogProbability)));
        scores.add(
                number(
                        ScoreKind.PERPLEXITY,
                        signal(signals -> Math.exp(-signals.meanLogProbability()))));
        scores.add(number(ScoreKind.TOKEN_ENTROPY, signal(AnswerSignals::meanEntropy)));
        scores.add(
                Score.feature(
                        ScoreKind.QUESTION_KIND,
                        FeatureBaseline.rising(
                                ScoreKind.QUESTION_KIND.label(),
                                rows.kindWrongRates(Parts.VALIDATION),
                                rows.wrong(Parts.VALIDATION),
                                criterion),
                        rows::kindWrongRates));
        return scores;
    }

    private static ToDoubleFunction<AnswerRows> signal(ToDoubleFunction<AnswerSignals> of) {
        return row -> of.applyAsDouble(row.signals());
    }

    /// The scores that need several replies; none where training answers have no others.
    List<Score> samples() {
        boolean known =
                List.of(Parts.TRAIN, Parts.VALIDATION).stream()
                        .flatMap(part -> rows.part(part).stream())
                        .noneMatch(row -> row.agreement() == null);
        return known
                ? List.of(
                        number(
                                ScoreKind.SELF_CONSISTENCY,
                                row -> agreement(row, a -> -a.consistency())),
                        number(ScoreKind.SEMANTIC_ENTROPY, row -> agreement(row, a -> a.entropy())))
                : List.of();
    }

    private static double agreement(AnswerRows row, ToDoubleFunction<SampleAgreement> of) {
        return row.agreement() == null ? Double.NaN : of.applyAsDouble(row.agreement());
    }

    private Score number(ScoreKind kind, ToDoubleFunction<AnswerRows> of) {
        Function<String, double[]> values = part -> rows.values(part, of);
        return Score.feature(
                kind,
                FeatureBaseline.learn(
                        kind.label(),
                        values.apply(Parts.TRAIN),
                        rows.wrong(Parts.TRAIN),
                        values.apply(Parts.VALIDATION),
                        rows.wrong(Parts.VALIDATION),
                        criterion),
                values);
    }

    /// Every measure of sparsity, the last hidden state's first.
    List<Measure> sparsity() {
        List<Measure> measures = new ArrayList<>();
        for (int k = 0; k < Sparsity.NAMES.size(); k++) {
            int at = k;
            measures.add(measure("hidden", k, signals -> signals.hidden()[at]));
        }
        for (int k = 0; k < Sparsity.NAMES.size(); k++) {
            int at = k;
            measures.add(measure("z", k, signals -> signals.z()[at]));
        }
        return measures;
    }

    private Measure measure(String of, int k, ToDoubleFunction<AnswerSignals> value) {
        Score score = number(ScoreKind.SPARSITY, signal(value));
        double auroc =
                Roc.of(score.of().apply(Parts.VALIDATION), rows.wrong(Parts.VALIDATION)).auroc();
        return new Measure(of, Sparsity.NAMES.get(k), score, auroc);
    }

    /// The measure that tells most on validation answers.
    static Measure best(List<Measure> measures) {
        @Nullable Measure best = null;
        for (Measure measure : measures) {
            if (best == null || measure.validationAuroc() > best.validationAuroc()) {
                best = measure;
            }
        }
        return Objects.requireNonNull(best);
    }

    ResidualProbe residual(FloatMatrix residual, int layers) {
        progress.say("baseline: residual stream, " + layers + " layers");
        return ResidualProbe.fit(
                ScoreKind.RESIDUAL_PROBE.label(),
                residual,
                layers,
                rows.residual(Parts.TRAIN),
                rows.residual(Parts.VALIDATION),
                criterion,
                threads);
    }

    /// On the rows that the probe itself is trained on.
    DenseProbe allNeurons(FloatMatrix contributions) {
        progress.say("baseline: all neurons");
        return DenseProbe.fit(
                ScoreKind.ALL_NEURONS.label(),
                contributions,
                rows.training(),
                rows.answers(Parts.VALIDATION),
                criterion,
                threads);
    }
}
