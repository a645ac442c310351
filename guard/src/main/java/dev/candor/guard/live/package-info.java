/// A model that answers many at once, watched: the batch's thread, who waits for it, and what each
/// reply is found to be while it is given; what a policy says is done with the reply. [Guard] is
/// all of it for a program that only wants to ask.
///
/// May import `monitor`, `policy`, the answers and probes of the lab, and the engine.
@NullMarked
package dev.candor.guard.live;

import org.jspecify.annotations.NullMarked;
