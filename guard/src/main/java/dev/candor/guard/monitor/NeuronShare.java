package dev.candor.guard.monitor;

import dev.candor.engine.neuron.NeuronId;

/// What one neuron adds to a score.
///
/// @param contribution θ · CETT
public record NeuronShare(NeuronId neuron, double contribution) {}
