/// Measurements, ours and the peer's, side by side in one run. Never shipped, never imported.
@NullMarked
package dev.candor.bench;

import org.jspecify.annotations.NullMarked;
