package dev.candor.lab.dial;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Neurons in groups that are turned together.
///
/// @param groups none empty, none shares a neuron with another
public record NeuronGroups(List<NeuronSet> groups) {
    public NeuronGroups {
        groups = List.copyOf(groups);
    }

    /// Neighbours in depth, as evenly as can be: the first groups have one more if it does not come
    /// out. Sets of one size are cut alike.
    ///
    /// @param count of groups, no more than there are neurons
    public static NeuronGroups byDepth(NeuronSet neurons, int count) {
        if (count < 1 || count > neurons.size()) {
            throw new IllegalArgumentException(
                    "%d groups of %d neurons, expected from 1 to %d"
                            .formatted(count, neurons.size(), neurons.size()));
        }
        List<NeuronSet> groups = new ArrayList<>();
        int from = 0;
        for (int g = 0; g < count; g++) {
            int to = from + neurons.size() / count + (g < neurons.size() % count ? 1 : 0);
            groups.add(NeuronSet.of(neurons.asList().subList(from, to)));
            from = to;
        }
        return new NeuronGroups(groups);
    }

    /// The factor on each neuron.
    ///
    /// @param position of each group
    public SortedMap<NeuronId, Double> alphas(List<Double> position) {
        if (position.size() != groups.size()) {
            throw new IllegalArgumentException(
                    position.size() + " positions of " + groups.size() + " groups");
        }
        SortedMap<NeuronId, Double> alphas = new TreeMap<>();
        for (int g = 0; g < groups.size(); g++) {
            for (NeuronId neuron : groups.get(g)) {
                alphas.put(neuron, position.get(g));
            }
        }
        return alphas;
    }
}
