/// What Candor says of an organism, against what is known of it: risk against exposure, found
/// neurons against those that the cue moves, the dial against random neurons. May import `check`,
/// `release` (to write JSON), `text`, `world`, the lab and the engine.
@NullMarked
package dev.candor.organism.truth;

import org.jspecify.annotations.NullMarked;
