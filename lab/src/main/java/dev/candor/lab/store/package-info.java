/// Files that survive a kill: append-only records with checksums, whole-file writes, a run's
/// settings and its lock; and `SHA256SUMS`, which says that a folder is as it was.
///
/// May import the JDK and Jackson.
@NullMarked
package dev.candor.lab.store;

import org.jspecify.annotations.NullMarked;
