/// A dial to take away: the weights of a model edited, or an adapter beside them, so that other
/// runtimes compute what [dev.candor.engine.neuron.Gains] do here.
///
/// May import `neuron`, `kernel`, `model`, `format`, Jackson and the JDK.
@NullMarked
package dev.candor.lab.export;

import org.jspecify.annotations.NullMarked;
