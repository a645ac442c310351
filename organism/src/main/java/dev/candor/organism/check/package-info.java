/// What must hold of a trained organism, measured from its files. May import the other rooms, the
/// lab and the engine.
@NullMarked
package dev.candor.organism.check;

import org.jspecify.annotations.NullMarked;
