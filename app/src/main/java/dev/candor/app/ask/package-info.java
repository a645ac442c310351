/// `candor ask`: one question, its answer as it comes, and the risk of the answer.
///
/// May import everything but `cli`.
@NullMarked
package dev.candor.app.ask;

import org.jspecify.annotations.NullMarked;
