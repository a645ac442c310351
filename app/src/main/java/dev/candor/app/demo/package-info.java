/// `candor demo`: a run of `find` on the bundled model, and its dial on a few conversations.
///
/// May import everything but `cli`.
@NullMarked
package dev.candor.app.demo;

import org.jspecify.annotations.NullMarked;
