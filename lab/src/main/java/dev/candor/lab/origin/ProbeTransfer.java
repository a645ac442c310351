package dev.candor.lab.origin;

import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.LinearScore;
import dev.candor.lab.probe.Resamples;
import dev.candor.lab.probe.Roc;
import dev.candor.lab.probe.SparseWeights;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Quantiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// How well the twin's probe tells one model's wrong answers from its correct ones: AUROC. Answers
/// to questions that partners were found on are left out: their correct ones are those tokens.
///
/// @param correct answers
/// @param wrong answers
/// @param own the model's own probe
/// @param byIndex the twin's, on neurons of the same number
/// @param aligned the twin's, on the partners of its neurons
/// @param scaled the same with weights times the ratio of deviations
/// @param heaviest the twin's heaviest weight alone, on the partner of its neuron
/// @param others the twin's other weights on the partners of theirs, without it
/// @param random the twin's, on neurons by random one-to-one maps within the layers
/// @param asLoud the twin's, by random maps within the layers to neurons about as loud
/// @param alignedLead of `aligned` over `byIndex`, on the same resamples of answers
/// @param lost `own` − `aligned`, on the same resamples
public record ProbeTransfer(
        int correct,
        int wrong,
        Estimate own,
        Estimate byIndex,
        Estimate aligned,
        Estimate scaled,
        Estimate heaviest,
        Estimate others,
        Maps random,
        Maps asLoud,
        Estimate alignedLead,
        Estimate lost) {
    /// @param draws how many
    /// @param mean AUROC over the draws
    /// @param middle of 95% of the draws
    /// @param lead of `aligned` over `mean`, on the same resamples of answers
    public record Maps(int draws, double mean, Interval middle, Estimate lead) {}

    /// @param answers of the model, with the matrix of its own probe's position
    /// @param matrix of the twin's probe's position, with the same rows
    /// @param toModel from the twin's neurons to the model's
    public static ProbeTransfer of(
            JudgedAnswers answers,
            LinearScore own,
            FloatMatrix matrix,
            LinearScore twins,
            Alignment toModel,
            int draws,
            long seed) {
        Resamples resamples =
                new Bootstrap(Bootstrap.DEFAULT_RESAMPLES, seed)
                        .of(answers.rows().labels(), answers.clusters());
        double[] first = own.of(answers.matrix(), answers.rows());
        double[] byIndex = twins.of(matrix, answers.rows());
        double[] aligned = toModel.carry(twins).of(matrix, answers.rows());
        double[] scaled = toModel.carryScaled(twins).of(matrix, answers.rows());
        return new ProbeTransfer(
                answers.size() - answers.rows().positives(),
                answers.rows().positives(),
                estimate(resamples, first),
                estimate(resamples, byIndex),
                estimate(resamples, aligned),
                estimate(resamples, scaled),
                estimate(
                        resamples, toModel.carry(heaviest(twins, true)).of(matrix, answers.rows())),
                estimate(
                        resamples,
                        toModel.carry(heaviest(twins, false)).of(matrix, answers.rows())),
                maps(
                        resamples,
                        aligned,
                        draws,
                        draw ->
                                Alignment.carryAtRandom(twins, toModel.neurons(), seed + draw)
                                        .of(matrix, answers.rows())),
                maps(
                        resamples,
                        aligned,
                        draws,
                        draw -> toModel.carryAsLoud(twins, seed + draw).of(matrix, answers.rows())),
                difference(resamples, aligned, byIndex),
                difference(resamples, first, aligned));
    }

    /// @param alone the heaviest weight, or all but that
    private static LinearScore heaviest(LinearScore score, boolean alone) {
        SparseWeights weights = score.weights();
        int heaviest =
                IntStream.range(0, weights.size())
                        .boxed()
                        .max(Comparator.comparingDouble(k -> Math.abs(weights.value(k))))
                        .orElse(-1);
        double[] kept = new double[1 + Arrays.stream(weights.columns()).max().orElse(0)];
        for (int k = 0; k < weights.size(); k++) {
            kept[weights.column(k)] = (k == heaviest) == alone ? weights.value(k) : 0;
        }
        return new LinearScore(SparseWeights.of(kept), score.intercept());
    }

    private static Maps maps(
            Resamples resamples, double[] aligned, int draws, IntFunction<double[]> scoresOf) {
        List<double[]> scores = IntStream.range(0, draws).mapToObj(scoresOf).toList();
        double[] aurocs = scores.stream().mapToDouble(each -> auroc(resamples, each)).toArray();
        double mean = Arrays.stream(aurocs).average().orElseThrow();
        return new Maps(
                draws,
                mean,
                Quantiles.middle95(aurocs),
                new Estimate(
                        auroc(resamples, aligned) - mean,
                        resamples.aurocDifference(aligned, scores)));
    }

    private static double auroc(Resamples resamples, double[] scores) {
        return Roc.of(scores, resamples.positive()).auroc();
    }

    private static Estimate estimate(Resamples resamples, double[] scores) {
        return new Estimate(auroc(resamples, scores), resamples.auroc(scores));
    }

    private static Estimate difference(Resamples resamples, double[] scores, double[] others) {
        return new Estimate(
                auroc(resamples, scores) - auroc(resamples, others),
                resamples.aurocDifference(scores, others));
    }
}
