/// `candor ask`: one question, its answer as it comes, and the risk of the answer.
///
/// May import everything but `cli`. What follows a probe through a running sequence ([RiskTap])
/// moves to `guard.monitor` when that room is built.
@NullMarked
package dev.candor.app.ask;

import org.jspecify.annotations.NullMarked;
