package dev.candor.app.find;

import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.answer.Judge;
import dev.candor.lab.answer.LabelledAnswer;
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
import dev.candor.lab.probe.FittedScore;
import dev.candor.lab.probe.L1LogisticRegression;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.NoNeuronsException;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.probe.RandomControl;
import dev.candor.lab.probe.RandomNeurons;
import dev.candor.lab.probe.ResidualProbe;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.SelectC;
import dev.candor.lab.probe.SolverOptions;
import dev.candor.lab.probe.SuppressedAccuracy;
import dev.candor.lab.probe.Threshold;
import dev.candor.lab.report.EvaluationSet;
import dev.candor.lab.report.Evidence;
import dev.candor.lab.report.ScoreKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// From labelled answers to the probe and its evaluation: contributions, path over C, controls.
final class ProbeStage {
    /// Fewer answers of a class than this, and there is no probe.
    static final int LEAST_ROWS = 30;

    private static final ScoreKind INPUT = ScoreKind.H_NEURONS_INPUT;
    private static final ScoreKind EMIT = ScoreKind.H_NEURONS_EMIT;

    private static final Threshold.Criterion CRITERION = Threshold.Criterion.BALANCED_ACCURACY;

    /// What the stage found.
    ///
    /// @param rows what the rows of the matrix are
    /// @param probe the probe, written to `probe.json`
    /// @param selection how its C was chosen
    /// @param meanWrong mean contribution of every neuron in wrong training answers
    /// @param meanCorrect the same in correct ones
    /// @param evaluations `test` first, then the evaluation sets
    /// @param evidence what a sceptic asks beyond them
    record Found(
            StudyRows rows,
            Probe probe,
            CSelection selection,
            double[] meanWrong,
            double[] meanCorrect,
            List<EvaluationSet> evaluations,
            Evidence evidence) {}

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
                            run,
                            collected.items(),
                            capture,
                            prompter,
                            loaded.model().config(),
                            options.position(),
                            progress));
        }
    }

    /// Trains and evaluates.
    ///
    /// @param provenance of the probe
    /// @param validation validation questions, for the trial with suppressed neurons
    /// @param texts answers by question id; empty where texts are to be left out
    /// @throws NoNeuronsException if no C gives a neuron with θ > 0
    Found train(
            StudyRows rows,
            Prompter prompter,
            PromptCache cache,
            List<Question> validation,
            List<String> evaluationSets,
            Map<String, LabelledAnswer> texts,
            Provenance provenance) {
        try (NpyMatrix input = NpyMatrix.open(ContributionStage.matrix(run, Position.INPUT));
                NpyMatrix emit = NpyMatrix.open(ContributionStage.matrix(run, Position.EMIT));
                NpyMatrix residual = NpyMatrix.open(ContributionStage.residual(run));
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
            Probe probe = probe(selection, primary, rows, provenance);
            ProbeFile.write(probe, run.resolve("probe.json"));
            @Nullable CSelection other = secondary(secondary, rows);
            Baselines baselines = new Baselines(rows, CRITERION, options.threads(), progress);
            ResidualProbe stream = baselines.residual(residual, loaded.model().config().layers());
            List<Baselines.Measure> sparsity = baselines.sparsity();
            List<Score> scores = new ArrayList<>();
            if (other != null) {
                scores.add(neurons(isInput ? EMIT : INPUT, other, secondary, rows));
            }
            Score alone = refitted(probe, primary, rows);
            scores.add(alone);
            scores.addAll(baselines.cheap());
            scores.addAll(baselines.samples());
            scores.add(Baselines.best(sparsity).score());
            scores.add(
                    Score.over(
                            ScoreKind.RESIDUAL_PROBE,
                            stream.probe().score(),
                            stream.stream(residual),
                            rows::residual));
            scores.add(
                    Score.over(
                            ScoreKind.ALL_NEURONS,
                            baselines.allNeurons(primary).score(),
                            primary,
                            rows::answers));
            Score own = neurons(isInput ? INPUT : EMIT, selection, primary, rows);
            ScoreTable table =
                    new ScoreTable(
                            rows,
                            own,
                            scores,
                            controls(rows, own, alone, primary, probe),
                            primary,
                            probe.scale(),
                            bootstrap());
            List<EvaluationSet> evaluations = new ArrayList<>();
            evaluations.add(table.evaluate(Parts.TEST, true));
            evaluationSets.forEach(set -> evaluations.add(table.evaluate(set, false)));
            List<String> parts = new ArrayList<>(List.of(Parts.TEST));
            parts.addAll(evaluationSets);
            Evidence evidence =
                    new EvidenceStage(rows, primary, neurons, probe, solver(), bootstrap(), texts)
                            .evidence(
                                    selection,
                                    other,
                                    secondary,
                                    stream,
                                    sparsity,
                                    parts,
                                    options.refits(),
                                    progress);
            return new Found(
                    rows,
                    probe,
                    selection,
                    means(primary, rows.trainingAnswers(Verdict.WRONG)),
                    means(primary, rows.trainingAnswers(Verdict.CORRECT)),
                    evaluations,
                    evidence);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private L1LogisticRegression solver() {
        return new L1LogisticRegression(SolverOptions.defaults(options.threads()));
    }

    private Bootstrap bootstrap() {
        return new Bootstrap(Bootstrap.DEFAULT_RESAMPLES, options.seed());
    }

    private CSelection select(FloatMatrix matrix, StudyRows rows, SuppressedAccuracy suppressed) {
        SelectC select = new SelectC(solver(), neurons, CRITERION, SelectC.most(neurons));
        LabelledRows train = rows.training();
        double[] grid =
                options.cGrid().isEmpty()
                        ? select.defaultGrid(matrix, train)
                        : options.cGrid().stream().mapToDouble(Double::doubleValue).toArray();
        return select.select(matrix, train, rows.answers(Parts.VALIDATION), grid, suppressed);
    }

    /// The probe of the other position, for the report: its C is chosen by validation alone, since
    /// suppressing its neurons would be a second trial for a probe that is not kept.
    private @Nullable CSelection secondary(FloatMatrix matrix, StudyRows rows) {
        try {
            return select(matrix, rows, suppressed -> 0);
        } catch (NoNeuronsException none) {
            progress.say("no neuron with a weight above zero at the other position");
            return null;
        }
    }

    private static Score neurons(
            ScoreKind kind, CSelection selection, FloatMatrix matrix, StudyRows rows) {
        FittedScore fitted =
                new FittedScore(
                        kind.label(), selection.fit().score(), selection.threshold().value());
        return Score.over(kind, fitted, matrix, rows::answers);
    }

    private Score refitted(Probe probe, FloatMatrix matrix, StudyRows rows) {
        FittedScore fitted =
                control("H-neurons, refitted", List.of(probe.hNeurons()), matrix, rows)
                        .draws()
                        .getFirst();
        return Score.over(ScoreKind.H_NEURONS_REFITTED, fitted, matrix, rows::answers);
    }

    private Probe probe(
            CSelection selection, FloatMatrix matrix, StudyRows rows, Provenance provenance) {
        LabelledRows validation = rows.answers(Parts.VALIDATION);
        double[] scores = selection.fit().score().of(matrix, validation);
        return new Probe(
                selection.fit().weights(),
                selection.fit().intercept(),
                selection.threshold().value(),
                selection.fit().C(),
                options.position(),
                neurons,
                RiskScale.fit(scores, validation.labels()),
                provenance);
    }

    /// Random neurons, as many as the probe gave a weight and as many as are H-neurons.
    private List<ScoreTable.Control> controls(
            StudyRows rows, Score own, Score alone, FloatMatrix primary, Probe probe) {
        progress.say("controls: " + options.draws() + " draws each");
        double[] means = means(primary, rows.trainingAnswers(Verdict.WRONG, Verdict.CORRECT));
        RandomNeurons asProbe = new RandomNeurons(neurons, probe.weights());
        RandomNeurons asHNeurons = new RandomNeurons(neurons, probe.hNeurons(), probe.weighted());
        int draws = options.draws();
        long seed = options.seed();
        List<ScoreTable.Control> controls = new ArrayList<>();
        BiConsumer<ScoreKind, List<NeuronSet>> fit =
                (kind, sets) ->
                        controls.add(
                                new ScoreTable.Control(
                                        kind,
                                        control(kind.label(), sets, primary, rows),
                                        kind.isOfHNeuronsAlone() ? alone : own));
        fit.accept(ScoreKind.RANDOM_NEURONS, asProbe.plain(draws, seed));
        fit.accept(ScoreKind.RANDOM_NEURONS_MATCHED, asProbe.matched(means, draws, seed));
        fit.accept(ScoreKind.RANDOM_NEURONS_ALONE, asHNeurons.plain(draws, seed));
        fit.accept(ScoreKind.RANDOM_NEURONS_ALONE_MATCHED, asHNeurons.matched(means, draws, seed));
        return controls;
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
