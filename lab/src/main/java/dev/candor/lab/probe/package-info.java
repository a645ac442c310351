/// Produces `Probe`: the sparse L1 weights over neurons, its controls and its evaluation.
///
/// May import `contribution`, `statistics` and `store`, and `neuron` of the engine. What needs the
/// model comes in as a function.
@NullMarked
package dev.candor.lab.probe;

import org.jspecify.annotations.NullMarked;
