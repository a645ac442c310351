/// What must hold of a trained organism, measured from its files. May import `world`, `text`,
/// `recipe` (for the names of the stages), the lab and the engine.
@NullMarked
package dev.candor.organism.check;

import org.jspecify.annotations.NullMarked;
