/// What lies in the folders that the commands leave: the question sets of a world; a trained
/// organism with its manifest, model card and checksums. May import the other rooms and
/// `lab.store`.
@NullMarked
package dev.candor.organism.release;

import org.jspecify.annotations.NullMarked;
