package dev.candor.engine.neuron;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/// An immutable set of neurons, in order of layer, then index.
public final class NeuronSet implements Iterable<NeuronId> {
    private static final int[] NONE = {};

    private final List<NeuronId> sorted;
    private final int[] layers;
    private final int[][] indices;

    private NeuronSet(List<NeuronId> sorted) {
        this.sorted = sorted;
        this.layers = sorted.stream().mapToInt(NeuronId::layer).distinct().toArray();
        this.indices = new int[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            int layer = layers[l];
            indices[l] =
                    sorted.stream()
                            .filter(neuron -> neuron.layer() == layer)
                            .mapToInt(NeuronId::index)
                            .toArray();
        }
    }

    /// The set of these neurons; repeats count once.
    public static NeuronSet of(Collection<NeuronId> neurons) {
        return new NeuronSet(List.copyOf(new TreeSet<>(neurons)));
    }

    /// The set of these neurons; repeats count once.
    public static NeuronSet of(NeuronId... neurons) {
        return of(Arrays.asList(neurons));
    }

    /// Neurons in the set.
    public int size() {
        return sorted.size();
    }

    public boolean isEmpty() {
        return sorted.isEmpty();
    }

    /// The layers that hold at least one neuron of the set, ascending; a new array.
    public int[] layers() {
        return layers.clone();
    }

    /// Indices of the set's neurons within `layer`, ascending; a new array, empty for a layer
    /// without any.
    public int[] indices(int layer) {
        int at = Arrays.binarySearch(layers, layer);
        return at < 0 ? NONE : indices[at].clone();
    }

    public boolean contains(NeuronId neuron) {
        int at = Arrays.binarySearch(layers, neuron.layer());
        return at >= 0 && Arrays.binarySearch(indices[at], neuron.index()) >= 0;
    }

    /// The neurons, ascending.
    public List<NeuronId> asList() {
        return sorted;
    }

    @Override
    public Iterator<NeuronId> iterator() {
        return sorted.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeuronSet set && sorted.equals(set.sorted);
    }

    @Override
    public int hashCode() {
        return sorted.hashCode();
    }

    @Override
    public String toString() {
        return sorted.toString();
    }
}
