/// One class a command; the only place that wires the rooms together.
///
/// May import everything.
@NullMarked
package dev.candor.app.cli;

import org.jspecify.annotations.NullMarked;
