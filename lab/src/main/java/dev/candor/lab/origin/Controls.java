package dev.candor.lab.origin;

import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.probe.ColumnMeans;
import dev.candor.lab.probe.FeatureBaseline;
import dev.candor.lab.probe.FittedScore;
import dev.candor.lab.probe.LabelledRows;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.RandomControl;
import dev.candor.lab.probe.RandomNeurons;
import dev.candor.lab.probe.Threshold;
import java.util.Arrays;
import java.util.List;

/// What the probe must beat, fitted on answers of the instruct model to questions of their own and
/// carried over unchanged, as the probe is.
///
/// @param random as many random neurons as the probe has weights, each draw fitted by itself
/// @param matched the same, of the same layers and as loud
/// @param refitted the probe's own neurons, fitted as the draws are
/// @param length of the answer
/// @param logProbability mean ln p of the answer's tokens
/// @param randomSets as many random neurons as there are H-neurons
/// @param matchedSets the same, of the same layers and as loud
public record Controls(
        RandomControl random,
        RandomControl matched,
        FittedScore refitted,
        FeatureBaseline length,
        FeatureBaseline logProbability,
        List<NeuronSet> randomSets,
        List<NeuronSet> matchedSets) {
    private static final Threshold.Criterion CRITERION = Threshold.Criterion.BALANCED_ACCURACY;

    public Controls {
        randomSets = List.copyOf(randomSets);
        matchedSets = List.copyOf(matchedSets);
    }

    /// @param fit answers of the instruct model, of both kinds
    /// @param draws of each kind of random neurons
    public static Controls fit(Probe probe, JudgedAnswers fit, int draws, long seed, int threads) {
        int[] rows = fit.rows().rows();
        Arrays.sort(rows);
        double[] means = ColumnMeans.of(fit.matrix(), rows, threads);
        RandomNeurons like = new RandomNeurons(probe.neurons(), probe.weights());
        RandomNeurons ofH = new RandomNeurons(probe.neurons(), probe.hNeurons(), probe.weighted());
        Fitting fitting = new Fitting(probe, fit, threads);
        return new Controls(
                fitting.of("random neurons", like.plain(draws, seed)),
                fitting.of("random neurons, matched", like.matched(means, draws, seed)),
                fitting.of("the probe's neurons, refitted", List.of(probe.weighted()))
                        .draws()
                        .getFirst(),
                fitting.feature("answer length", fit.lengths()),
                fitting.feature("mean log-probability", fit.logProbabilities()),
                ofH.plain(draws, seed),
                ofH.matched(means, draws, seed));
    }

    private record Fitting(Probe probe, JudgedAnswers fit, int threads) {
        /// Their thresholds are not used: thresholds do not carry over, AUROC does.
        RandomControl of(String name, List<NeuronSet> sets) {
            return RandomControl.fit(
                    name,
                    sets,
                    probe.neurons(),
                    fit.matrix(),
                    LabelledRows.balanced(fit.rows().rows(), fit.rows().labels()),
                    fit.rows(),
                    CRITERION,
                    threads);
        }

        FeatureBaseline feature(String name, double[] values) {
            boolean[] wrong = fit.rows().labels();
            return FeatureBaseline.learn(name, values, wrong, values, wrong, CRITERION);
        }
    }
}
