/// `candor reproduce`: finds what a recorded run needs on this machine, and compares the results of
/// two runs.
///
/// May import everything but `cli`.
@NullMarked
package dev.candor.app.reproduce;

import org.jspecify.annotations.NullMarked;
