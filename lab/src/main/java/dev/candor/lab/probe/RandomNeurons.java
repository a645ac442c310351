package dev.candor.lab.probe;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Draws as many neurons as a set has, from those that the probe gave no weight: what the set shows
/// beyond its size, its layers and its loudness must not show in them.
///
/// @param neurons layers and neurons of the model
/// @param like the set to draw for
/// @param taken neurons that are never drawn
public record RandomNeurons(NeuronColumns neurons, NeuronSet like, NeuronSet taken) {
    /// Fewest draws a control is worth reporting with.
    public static final int LEAST_DRAWS = 10;

    /// Draws for all neurons that a probe gave a weight, negative ones too: the probe's score rests
    /// on all of them.
    public RandomNeurons(NeuronColumns neurons, SparseWeights probe) {
        this(neurons, Probe.weighted(probe, neurons), Probe.weighted(probe, neurons));
    }

    /// Sets drawn evenly from all neurons without weight; no neuron twice in a set.
    ///
    /// @param draws at least [#LEAST_DRAWS]
    public List<NeuronSet> plain(int draws, long seed) {
        requireDraws(draws);
        int size = like.size();
        if (size > neurons.count() - taken.size()) {
            throw tooFew(size, neurons.count() - taken.size(), "the model");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<NeuronSet> sets = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            Set<NeuronId> drawn = new HashSet<>();
            while (drawn.size() < size) {
                NeuronId neuron = neurons.neuron(random.nextInt(neurons.count()));
                if (!taken.contains(neuron)) {
                    drawn.add(neuron);
                }
            }
            sets.add(NeuronSet.of(drawn));
        }
        return sets;
    }

    /// Sets matched on layer: as many neurons of each layer, drawn evenly.
    ///
    /// @param draws at least [#LEAST_DRAWS]
    public List<NeuronSet> layered(int draws, long seed) {
        requireDraws(draws);
        SplittableRandom random = new SplittableRandom(seed);
        List<NeuronSet> sets = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            List<NeuronId> drawn = new ArrayList<>();
            for (int layer : like.layers()) {
                int wanted = like.indices(layer).length;
                List<NeuronId> free = free(layer, wanted);
                for (int i = 0; i < wanted; i++) {
                    drawn.add(free.remove(random.nextInt(free.size())));
                }
            }
            sets.add(NeuronSet.of(drawn));
        }
        return sets;
    }

    /// Sets matched on layer and mean contribution: each neuron of the set, in random order, is
    /// replaced by one of the 2·`draws` neurons of its layer that are nearest to it in mean and
    /// still free in this set. L1 on raw values prefers loud neurons, so a fair control is as loud.
    ///
    /// @param means mean contribution of every neuron over the training rows, shape [layers · ffn]
    /// @param draws at least [#LEAST_DRAWS]
    public List<NeuronSet> matched(double[] means, int draws, long seed) {
        return matched(means, 2 * draws, draws, seed);
    }

    /// As [#matched(double\[\], int, long)], with as many near neurons to draw from as the caller
    /// says: then more draws of a seed begin with fewer.
    ///
    /// @param near neurons nearest in mean, at least 1
    public List<NeuronSet> matched(double[] means, int near, int draws, long seed) {
        requireDraws(draws);
        if (means.length != neurons.count()) {
            throw new IllegalArgumentException(
                    means.length + " means, expected " + neurons.count());
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<List<NeuronId>> layers = new ArrayList<>();
        for (int layer : like.layers()) {
            List<NeuronId> free = free(layer, like.indices(layer).length);
            free.sort(Comparator.comparingDouble(neuron -> means[neurons.column(neuron)]));
            layers.add(free);
        }
        List<NeuronSet> sets = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            List<NeuronId> drawn = new ArrayList<>();
            int at = 0;
            for (int layer : like.layers()) {
                List<NeuronId> free = new ArrayList<>(layers.get(at++));
                for (int index : shuffled(like.indices(layer), random)) {
                    double mean = means[neurons.column(new NeuronId(layer, index))];
                    int from = nearest(free, means, mean, near);
                    int among = Math.min(near, free.size());
                    drawn.add(free.remove(from + random.nextInt(among)));
                }
            }
            sets.add(NeuronSet.of(drawn));
        }
        return sets;
    }

    /// Neurons of a layer that may be drawn; a new list.
    private List<NeuronId> free(int layer, int needed) {
        List<NeuronId> free = new ArrayList<>();
        for (int index = 0; index < neurons.ffn(); index++) {
            NeuronId neuron = new NeuronId(layer, index);
            if (!taken.contains(neuron)) {
                free.add(neuron);
            }
        }
        if (free.size() < needed) {
            throw tooFew(needed, free.size(), "layer " + layer);
        }
        return free;
    }

    /// Where the `count` neurons nearest to `mean` begin in a list sorted by mean.
    private int nearest(List<NeuronId> sorted, double[] means, double mean, int count) {
        int low = 0;
        int high = Math.max(0, sorted.size() - count);
        while (low < high) {
            int middle = (low + high) >>> 1;
            double below = mean - means[neurons.column(sorted.get(middle))];
            double above = means[neurons.column(sorted.get(middle + count))] - mean;
            if (below > above) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int[] shuffled(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
        return values;
    }

    private static void requireDraws(int draws) {
        if (draws < LEAST_DRAWS) {
            throw new IllegalArgumentException(
                    draws + " draws of random neurons, expected at least " + LEAST_DRAWS);
        }
    }

    private static IllegalArgumentException tooFew(int needed, int found, String where) {
        return new IllegalArgumentException(
                "a control needs "
                        + needed
                        + " neurons without weight in "
                        + where
                        + ", found "
                        + found);
    }
}
