/// Produces `DialSet`: neurons whose z is multiplied by α, those of a probe and the controls drawn
/// beside them; and `Dial`: an α for each of them, found by a search.
///
/// May import `probe`, `contribution` and `store`, and `neuron` of the engine. What needs the
/// model, such as mean contributions, comes in as numbers.
@NullMarked
package dev.candor.lab.dial;

import org.jspecify.annotations.NullMarked;
