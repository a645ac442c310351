/// The runs over benchmarks under a dial: `candor comply`, what the dial of a probe's H-neurons
/// does beside that of controls, and `candor tune`, which of its positions is the best.
///
/// Wires rooms; imported by `cli` alone.
@NullMarked
package dev.candor.app.comply;

import org.jspecify.annotations.NullMarked;
