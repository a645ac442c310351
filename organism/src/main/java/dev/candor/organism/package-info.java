/// Trains the bundled model: `candor organism …`. Wires the rooms below it.
@NullMarked
package dev.candor.organism;

import org.jspecify.annotations.NullMarked;
