/// Produces `ContributionMatrix`: every neuron's share (CETT) of what a layer writes, per answer.
///
/// May import `answer`, and `forward`, `neuron` of the engine.
@NullMarked
package dev.candor.lab.contribution;

import org.jspecify.annotations.NullMarked;
