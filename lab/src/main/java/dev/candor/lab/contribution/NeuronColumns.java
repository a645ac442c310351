package dev.candor.lab.contribution;

import dev.candor.engine.neuron.NeuronId;

/// Which column of a contribution matrix is which neuron: `column = layer·ffn + index`.
///
/// @param layers layers with a feed-forward block
/// @param ffn neurons a layer
public record NeuronColumns(int layers, int ffn) {
    public NeuronColumns {
        if (layers < 1 || ffn < 1 || (long) layers * ffn > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    layers
                            + " layers of "
                            + ffn
                            + " neurons, expected at least one of each and at most "
                            + Integer.MAX_VALUE
                            + " in all");
        }
    }

    /// Neurons of the model, columns of the matrix.
    public int count() {
        return layers * ffn;
    }

    public NeuronId neuron(int column) {
        if (column < 0 || column >= count()) {
            throw new IndexOutOfBoundsException("column " + column + " of " + count());
        }
        return new NeuronId(column / ffn, column % ffn);
    }

    public int column(NeuronId neuron) {
        if (neuron.layer() >= layers || neuron.index() >= ffn) {
            throw new IndexOutOfBoundsException(
                    "neuron " + neuron + ", but there are " + layers + " layers of " + ffn);
        }
        return neuron.layer() * ffn + neuron.index();
    }
}
