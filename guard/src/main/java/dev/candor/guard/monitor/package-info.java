/// The live side of a probe: the risk of every token, and of an answer, while a model gives it.
///
/// May import the probe and the answers of the lab, and the engine.
@NullMarked
package dev.candor.guard.monitor;

import org.jspecify.annotations.NullMarked;
