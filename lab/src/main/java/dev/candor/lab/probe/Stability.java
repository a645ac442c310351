package dev.candor.lab.probe;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/// How much of a set of H-neurons is the model's, and how much the luck of the questions: the fit
/// repeated at the same C on resamples of the training rows.
///
/// @param resamples fits
/// @param sizes H-neurons found by each, shape [resamples]
/// @param chosen share of the fits that give a neuron a weight above 0; neurons that none chose are
///   left out
/// @param jaccard mean overlap of each resample's set with the probe's own
/// @param byChance the same for sets of these sizes drawn evenly from all neurons
public record Stability(
        int resamples,
        List<Integer> sizes,
        Map<NeuronId, Double> chosen,
        double jaccard,
        double byChance) {
    /// Fewest fits that a share is worth reporting of.
    public static final int LEAST = 20;

    public Stability {
        sizes = List.copyOf(sizes);
        chosen = Map.copyOf(chosen);
    }

    /// Share of the fits that chose a neuron.
    public double of(NeuronId neuron) {
        return chosen.getOrDefault(neuron, 0.0);
    }

    /// Refits.
    ///
    /// @param train the probe's training rows
    /// @param clusters shape [rows], from 0: rows of one number, such as an answer's and its other
    ///   tokens', are drawn together
    /// @param own the probe's H-neurons
    /// @param told of each fit when it is done, with how many are
    public static Stability of(
            L1LogisticRegression solver,
            FloatMatrix matrix,
            NeuronColumns neurons,
            LabelledRows train,
            int[] clusters,
            double c,
            NeuronSet own,
            int resamples,
            long seed,
            IntConsumer told) {
        if (resamples < LEAST) {
            throw new IllegalArgumentException(
                    resamples + " resamples, expected at least " + LEAST);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<NeuronId, Integer> chosen = new HashMap<>();
        List<Integer> sizes = new ArrayList<>();
        double jaccard = 0;
        double byChance = 0;
        for (int k = 0; k < resamples; k++) {
            LabelledRows drawn = draw(train, clusters, random);
            NeuronSet found = Probe.positive(solver.fit(matrix, drawn, c).weights(), neurons);
            found.asList().forEach(neuron -> chosen.merge(neuron, 1, Integer::sum));
            sizes.add(found.size());
            jaccard += jaccard(found, own) / resamples;
            byChance += jaccardByChance(found.size(), own.size(), neurons.count()) / resamples;
            told.accept(k + 1);
        }
        Map<NeuronId, Double> shares = new HashMap<>();
        chosen.forEach((neuron, count) -> shares.put(neuron, (double) count / resamples));
        return new Stability(resamples, sizes, shares, jaccard, byChance);
    }

    /// Rows weigh as often as their cluster was drawn; drawn again until both classes are there.
    private static LabelledRows draw(LabelledRows rows, int[] clusters, SplittableRandom random) {
        int size = Arrays.stream(clusters).max().orElseThrow() + 1;
        while (true) {
            int[] counts = new int[size];
            for (int k = 0; k < size; k++) {
                counts[random.nextInt(size)]++;
            }
            int[] kept = new int[rows.size()];
            boolean[] positive = new boolean[rows.size()];
            double[] weights = new double[rows.size()];
            int n = 0;
            int positives = 0;
            for (int i = 0; i < rows.size(); i++) {
                int count = counts[clusters[i]];
                if (count > 0) {
                    kept[n] = rows.row(i);
                    positive[n] = rows.isPositive(i);
                    weights[n++] = count * rows.weight(i);
                    positives += rows.isPositive(i) ? 1 : 0;
                }
            }
            if (positives > 0 && positives < n) {
                return new LabelledRows(
                        Arrays.copyOf(kept, n),
                        Arrays.copyOf(positive, n),
                        Arrays.copyOf(weights, n));
            }
        }
    }

    /// Shared neurons ÷ neurons in either set; 1 for two empty sets.
    public static double jaccard(NeuronSet one, NeuronSet two) {
        Set<NeuronId> shared = new HashSet<>(one.asList());
        shared.retainAll(new HashSet<>(two.asList()));
        int all = one.size() + two.size() - shared.size();
        return all == 0 ? 1 : (double) shared.size() / all;
    }

    /// What two sets of these sizes overlap on average, to first order, if one is drawn evenly.
    static double jaccardByChance(int one, int two, int neurons) {
        double shared = (double) one * two / neurons;
        return one + two == 0 ? 1 : shared / (one + two - shared);
    }
}
