package dev.candor.engine.model;

/// Where the neurons of one layer lie in the model's file, by the names that GGUF gives tensors.
///
/// @param up tensor of wUp, shape [rows, d]: neuron j is its row `firstRow` + j
/// @param firstRow 0, or how many rows of other use stand before: wGate's, where one tensor holds
///   both
/// @param down tensor of wDown, shape [d, f]: neuron j is its column j
/// @param scalesByRow whether z_j is proportional to the neuron's row of `up`: there is a gate
///   beside it, and no bias
public record NeuronTensors(String up, int firstRow, String down, boolean scalesByRow) {}
