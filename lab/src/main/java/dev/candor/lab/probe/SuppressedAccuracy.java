package dev.candor.lab.probe;

import dev.candor.engine.neuron.NeuronSet;

/// What only the model can tell: its accuracy on questions while some neurons give nothing.
@FunctionalInterface
public interface SuppressedAccuracy {
    /// Share of the questions answered right with these neurons at gain 0.
    double of(NeuronSet suppressed);
}
