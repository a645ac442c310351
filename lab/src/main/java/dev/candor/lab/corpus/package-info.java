/// Produces `Question`: readers of question files and the generator of our own facts.
///
/// May import the JDK and readers.
@NullMarked
package dev.candor.lab.corpus;

import org.jspecify.annotations.NullMarked;
