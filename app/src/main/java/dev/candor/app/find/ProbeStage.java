package dev.candor.app.find;

import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.answer.Judge;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.NpyMatrix;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.CSelection;
import dev.candor.lab.probe.ColumnMeans;
import dev.candor.lab.probe.FeatureBaseline;
import dev.candor.lab.probe.FittedScore;
import dev.candor.lab.probe.L1LogisticRegression;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.NoNeuronsException;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.probe.RandomControl;
import dev.candor.lab.probe.RandomNeurons;
import dev.candor.lab.probe.SelectC;
import dev.candor.lab.probe.SolverOptions;
import dev.candor.lab.probe.SuppressedAccuracy;
import dev.candor.lab.probe.Threshold;
import dev.candor.lab.report.EvaluationSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From labelled answers to the probe and its evaluation: contributions, path over C, controls.
final class ProbeStage {
    /// Fewer answers of a class than this, and there is no probe.
    static final int LEAST_ROWS = 30;

    /// Share of wrong answers among the answers of the training rows, by weight.
    private static final double PRIOR = 0.5;

    private static final Threshold.Criterion CRITERION = Threshold.Criterion.BALANCED_ACCURACY;

    /// What the stage found.
    ///
    /// @param rows what the rows of the matrix are
    /// @param probe the probe, written to `probe.json`
    /// @param selection how its C was chosen
    /// @param meanWrong mean contribution of every neuron in wrong training answers
    /// @param meanCorrect the same in correct ones
    /// @param evaluations `test` first, then the evaluation sets
    record Found(
            StudyRows rows,
            Probe probe,
            CSelection selection,
            double[] meanWrong,
            double[] meanCorrect,
            List<EvaluationSet> evaluations) {}

    private final FindOptions options;
    private final LoadedModel loaded;
    private final Judge judge;
    private final Path run;
    private final Progress progress;
    private final NeuronColumns neurons;

    ProbeStage(FindOptions options, LoadedModel loaded, Judge judge, Path run, Progress progress) {
        this.options = options;
        this.loaded = loaded;
        this.judge = judge;
        this.run = run;
        this.progress = progress;
        ModelConfig config = loaded.model().config();
        this.neurons = new NeuronColumns(config.layers(), config.ffn());
    }

    /// Captures the contributions of all answers.
    StudyRows contributions(FindRun.Collected collected, Prompter prompter, PromptCache cache) {
        try (ContributionCapture capture =
                new ContributionCapture(
                        loaded.session(), loaded.tokenizer(), cache.tokens(), options.other())) {
            return StudyRows.of(
                    ContributionStage.run(
                            run, collected.items(), capture, prompter, neurons.count(), progress));
        }
    }

    /// Trains and evaluates.
    ///
    /// @param provenance of the probe
    /// @param validation validation questions, for the trial with suppressed neurons
    /// @throws NoNeuronsException if no C gives a neuron with θ > 0
    Found train(
            StudyRows rows,
            Prompter prompter,
            PromptCache cache,
            List<Question> validation,
            List<String> evaluationSets,
            Provenance provenance) {
        try (NpyMatrix input = NpyMatrix.open(ContributionStage.matrix(run, Position.INPUT));
                NpyMatrix emit = NpyMatrix.open(ContributionStage.matrix(run, Position.EMIT));
                SuppressionTrial trial =
                        new SuppressionTrial(
                                run,
                                loaded,
                                prompter,
                                cache,
                                validation,
                                judge,
                                options,
                                progress)) {
            boolean isInput = options.position() == Position.INPUT;
            FloatMatrix primary = isInput ? input : emit;
            FloatMatrix secondary = isInput ? emit : input;
            progress.say("probe: " + rows.training().size() + " training rows");
            CSelection selection = select(primary, rows, trial);
            Probe probe = probe(selection, rows, provenance);
            ProbeFile.write(probe, run.resolve("probe.json"));
            FittedScore own = score("H-neurons", selection);
            FittedScore other = secondary(secondary, rows);
            ScoreTable scores =
                    table(
                            rows,
                            input,
                            emit,
                            isInput ? own : other,
                            isInput ? other : own,
                            primary,
                            own,
                            probe);
            List<EvaluationSet> evaluations = new ArrayList<>();
            evaluations.add(scores.evaluate(Parts.TEST, true));
            evaluationSets.forEach(set -> evaluations.add(scores.evaluate(set, false)));
            return new Found(
                    rows,
                    probe,
                    selection,
                    means(primary, rows.trainingAnswers(Verdict.WRONG)),
                    means(primary, rows.trainingAnswers(Verdict.CORRECT)),
                    evaluations);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private CSelection select(FloatMatrix matrix, StudyRows rows, SuppressedAccuracy suppressed) {
        SelectC select =
                new SelectC(
                        new L1LogisticRegression(SolverOptions.defaults(options.threads())),
                        neurons,
                        CRITERION,
                        SelectC.most(neurons));
        LabelledRows train = rows.training();
        double[] grid =
                options.cGrid().isEmpty()
                        ? select.defaultGrid(matrix, train)
                        : options.cGrid().stream().mapToDouble(Double::doubleValue).toArray();
        return select.select(matrix, train, rows.answers(Parts.VALIDATION), grid, suppressed);
    }

    /// The probe of the other position, for the report: its C is chosen by validation alone, since
    /// suppressing its neurons would be a second trial for a probe that is not kept.
    private @Nullable FittedScore secondary(FloatMatrix matrix, StudyRows rows) {
        try {
            return score("H-neurons, other position", select(matrix, rows, suppressed -> 0));
        } catch (NoNeuronsException none) {
            progress.say("no neuron with a weight above zero at the other position");
            return null;
        }
    }

    private static FittedScore score(String name, CSelection selection) {
        return new FittedScore(name, selection.fit().score(), selection.threshold().value());
    }

    private Probe probe(CSelection selection, StudyRows rows, Provenance provenance) {
        return new Probe(
                selection.fit().weights(),
                selection.fit().intercept(),
                selection.threshold().value(),
                selection.fit().C(),
                options.position(),
                neurons,
                PRIOR,
                provenance);
    }

    private ScoreTable table(
            StudyRows rows,
            FloatMatrix input,
            FloatMatrix emit,
            @Nullable FittedScore inputScore,
            @Nullable FittedScore emitScore,
            FloatMatrix primary,
            FittedScore own,
            Probe probe) {
        progress.say("controls: " + options.draws() + " draws each");
        RandomNeurons random = new RandomNeurons(neurons, probe.weights());
        int[] answers = rows.trainingAnswers(Verdict.WRONG, Verdict.CORRECT);
        double[] means = means(primary, answers);
        return new ScoreTable(
                rows,
                input,
                emit,
                inputScore,
                emitScore,
                primary,
                control(
                        "random neurons",
                        random.plain(options.draws(), options.seed()),
                        primary,
                        rows),
                control(
                        "random neurons, matched",
                        random.matched(means, options.draws(), options.seed()),
                        primary,
                        rows),
                FeatureBaseline.learn(
                        "answer length",
                        rows.lengths(Parts.TRAIN),
                        rows.wrong(Parts.TRAIN),
                        rows.lengths(Parts.VALIDATION),
                        rows.wrong(Parts.VALIDATION),
                        CRITERION),
                FeatureBaseline.learn(
                        "mean log-probability",
                        rows.logProbabilities(Parts.TRAIN),
                        rows.wrong(Parts.TRAIN),
                        rows.logProbabilities(Parts.VALIDATION),
                        rows.wrong(Parts.VALIDATION),
                        CRITERION),
                FeatureBaseline.learn(
                        "kind of question",
                        rows.kindWrongRates(Parts.TRAIN),
                        rows.wrong(Parts.TRAIN),
                        rows.kindWrongRates(Parts.VALIDATION),
                        rows.wrong(Parts.VALIDATION),
                        CRITERION),
                control("H-neurons, refitted", List.of(probe.hNeurons()), primary, rows)
                        .draws()
                        .getFirst(),
                own,
                new Bootstrap(Bootstrap.DEFAULT_RESAMPLES, options.seed()));
    }

    private RandomControl control(
            String name, List<NeuronSet> sets, FloatMatrix matrix, StudyRows rows) {
        return RandomControl.fit(
                name,
                sets,
                neurons,
                matrix,
                rows.training(),
                rows.answers(Parts.VALIDATION),
                CRITERION,
                options.threads());
    }

    private double[] means(FloatMatrix matrix, int[] rows) {
        int[] ascending = rows.clone();
        Arrays.sort(ascending);
        return ColumnMeans.of(matrix, ascending, options.threads());
    }
}
