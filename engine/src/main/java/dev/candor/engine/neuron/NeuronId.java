package dev.candor.engine.neuron;

/// One feed-forward neuron: entry `index` of z, the input of `wDown`, in `layer`.
///
/// @param layer layer, from 0
/// @param index position in z, from 0, below the width of the FFN
public record NeuronId(int layer, int index) implements Comparable<NeuronId> {
    public NeuronId {
        if (layer < 0 || index < 0) {
            throw new IllegalArgumentException("neuron " + layer + "/" + index + " is negative");
        }
    }

    @Override
    public int compareTo(NeuronId other) {
        return layer != other.layer
                ? Integer.compare(layer, other.layer)
                : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return layer + "/" + index;
    }
}
