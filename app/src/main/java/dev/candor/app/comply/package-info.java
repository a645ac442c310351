/// The runs over benchmarks: `candor comply`, what the dial of a probe's H-neurons does beside that
/// of controls; `candor tune`, which of its positions is the best; `candor validate`, what an
/// edited model does otherwise than the original.
///
/// Wires rooms; imported by `cli` alone.
@NullMarked
package dev.candor.app.comply;

import org.jspecify.annotations.NullMarked;
