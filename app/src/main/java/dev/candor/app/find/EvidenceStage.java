package dev.candor.app.find;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.answer.LabelledAnswer;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.CSelection;
import dev.candor.lab.probe.Firing;
import dev.candor.lab.probe.L1LogisticRegression;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.LogisticFit;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.Resamples;
import dev.candor.lab.probe.ResidualProbe;
import dev.candor.lab.probe.Roc;
import dev.candor.lab.probe.Stability;
import dev.candor.lab.report.Evidence;
import dev.candor.lab.report.Evidence.NeuronDetail;
import dev.candor.lab.report.Evidence.OtherSet;
import dev.candor.lab.report.Evidence.Prompt;
import dev.candor.lab.report.Evidence.SparsityScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Looks at a probe's neurons again: would other questions have found them, when do they fire.
///
/// @param rows what the rows are
/// @param matrix of the probe's position
/// @param neurons what its columns are
/// @param probe whose neurons
/// @param solver that found them
/// @param bootstrap of intervals; its seed draws the resamples of stability too
/// @param texts answers by question; empty where texts are to be left out
record EvidenceStage(
        StudyRows rows,
        FloatMatrix matrix,
        NeuronColumns neurons,
        Probe probe,
        L1LogisticRegression solver,
        Bootstrap bootstrap,
        Map<String, LabelledAnswer> texts) {
    private static final int STRONGEST = 5;

    /// @param selection how the probe's C was chosen
    /// @param secondary the probe of the other position, null where it has no neuron
    Evidence evidence(
            CSelection selection,
            @Nullable CSelection secondary,
            FloatMatrix secondaryMatrix,
            ResidualProbe residual,
            List<Baselines.Measure> sparsity,
            List<String> parts,
            int refits,
            Progress progress) {
        Stability stability;
        try (Progress.Stage stage = progress.stage("refit on resamples", refits)) {
            stability =
                    Stability.of(
                            solver,
                            matrix,
                            neurons,
                            rows.training(),
                            rows.trainingClusters(),
                            probe.C(),
                            probe.hNeurons(),
                            refits,
                            bootstrap.seed(),
                            stage::step);
        }
        List<OtherSet> others = new ArrayList<>(neighbours(selection));
        if (secondary != null) {
            others.add(other(otherPosition() + " position", secondary.fit(), secondaryMatrix));
        }
        if (rows.othersUsed()) {
            others.add(
                    other("1-vs-1", solver.fit(matrix, rows.training(false), probe.C()), matrix));
        }
        return new Evidence(
                probe.scale(),
                summary(stability, others),
                new Evidence.ResidualSummary(
                        residual.layer(), residual.probe().ridge(), residual.validationAurocs()),
                sparsity(sparsity, parts),
                details(stability));
    }

    private String otherPosition() {
        return switch (probe.position()) {
            case INPUT -> "emit";
            case EMIT -> "input";
        };
    }

    /// The sets of the values of C below and above the chosen one.
    private List<OtherSet> neighbours(CSelection selection) {
        List<OtherSet> sets = new ArrayList<>();
        List<LogisticFit> tried = selection.fits();
        int at = tried.indexOf(selection.fit());
        for (int k : new int[] {at - 1, at + 1}) {
            if (k >= 0 && k < tried.size()) {
                LogisticFit fit = tried.get(k);
                sets.add(other(String.format(Locale.ROOT, "C %.3g", fit.C()), fit, matrix));
            }
        }
        return sets;
    }

    private OtherSet other(String way, LogisticFit fit, FloatMatrix of) {
        NeuronSet own = probe.hNeurons();
        NeuronSet found = fit.hNeurons(neurons);
        int shared = (int) found.asList().stream().filter(own::contains).count();
        LabelledRows test = rows.answers(Parts.TEST);
        double auroc = Roc.of(fit.score().of(of, test), test.labels()).auroc();
        return new OtherSet(way, found.size(), shared, Stability.jaccard(found, own), auroc);
    }

    private static Evidence.StabilitySummary summary(Stability stability, List<OtherSet> others) {
        List<Integer> sizes = stability.sizes().stream().sorted().toList();
        return new Evidence.StabilitySummary(
                stability.resamples(),
                sizes.getFirst(),
                sizes.get(sizes.size() / 2),
                sizes.getLast(),
                stability.jaccard(),
                stability.byChance(),
                others);
    }

    private List<SparsityScore> sparsity(List<Baselines.Measure> measures, List<String> parts) {
        Baselines.Measure best = Baselines.best(measures);
        List<SparsityScore> scores = new ArrayList<>();
        for (String part : parts) {
            String of = rows.evaluated(part);
            if (rows.part(of).isEmpty()) {
                continue;
            }
            Resamples resamples = bootstrap.of(rows.wrong(of), rows.clusters(of));
            for (Baselines.Measure measure : measures) {
                double[] values = measure.score().of().apply(of);
                scores.add(
                        new SparsityScore(
                                measure.of(),
                                measure.name(),
                                part,
                                measure == best,
                                resamples.bothClasses()
                                        ? Roc.of(values, resamples.positive()).auroc()
                                        : Double.NaN,
                                resamples.auroc(values)));
            }
        }
        return scores;
    }

    private List<NeuronDetail> details(Stability stability) {
        LabelledRows validation = rows.answers(Parts.VALIDATION);
        LabelledRows test = rows.answers(Parts.TEST);
        Resamples resamples = bootstrap.of(test.labels(), rows.clusters(Parts.TEST));
        List<NeuronDetail> details = new ArrayList<>();
        for (NeuronId neuron : probe.hNeurons()) {
            int column = neurons.column(neuron);
            details.add(
                    new NeuronDetail(
                            neuron.layer(),
                            neuron.index(),
                            probe.weightOf(neuron),
                            stability.of(neuron),
                            Firing.of(
                                    contributions(column, validation),
                                    validation.labels(),
                                    contributions(column, test),
                                    resamples),
                            strongest(column)));
        }
        details.sort(Comparator.comparingDouble(NeuronDetail::weight).reversed());
        return details;
    }

    private double[] contributions(int column, LabelledRows of) {
        return IntStream.range(0, of.size())
                .mapToDouble(i -> matrix.get(of.row(i), column))
                .toArray();
    }

    private List<Prompt> strongest(int column) {
        return rows.all().stream()
                .sorted(
                        Comparator.comparingDouble(
                                        (AnswerRows row) -> matrix.get(row.answerRow(), column))
                                .reversed())
                .limit(STRONGEST)
                .map(row -> prompt(row, column))
                .toList();
    }

    private Prompt prompt(AnswerRows row, int column) {
        @Nullable LabelledAnswer answer = texts.get(row.questionId());
        return new Prompt(
                row.questionId(),
                answer == null ? "" : answer.question().text(),
                answer == null ? "" : answer.response().text().strip(),
                row.verdict() == Verdict.WRONG,
                matrix.get(row.answerRow(), column));
    }
}
