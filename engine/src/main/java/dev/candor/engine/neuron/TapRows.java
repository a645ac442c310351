package dev.candor.engine.neuron;

/// Which tokens the rows of a tapped buffer belong to.
public interface TapRows {
    /// Rows that are filled; what a buffer holds behind them is stale.
    int count();

    /// The entry of the batch, in the order in which entries were added.
    int entry(int row);

    /// Position of the row's token in its sequence, from 0.
    int position(int row);
}
