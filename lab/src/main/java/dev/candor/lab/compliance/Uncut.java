package dev.candor.lab.compliance;

import dev.candor.lab.statistics.Slope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A second look at replies read by their words: a reply that was cut before it corrected, refused
/// or answered counts as going along, and a dial that makes replies longer would look like one that
/// makes them comply. Here an item of which a reply was cut is unscorable at that α, under the
/// controls as well. What is left need not be the same kind of item at every α, so neither look is
/// right by itself.
///
/// @param slope of the dialled set without them, over all its α
/// @param sharedSlope the same over the α that all sets were set to
/// @param controls the others
/// @param lead of the dialled set over them, as of all replies; null without controls
/// @param band what may be said without those replies
public record Uncut(
        Slope slope, Slope sharedSlope, List<Control> controls, @Nullable Slope lead, Band band) {
    /// @param set its name
    /// @param sharedSlope over the α that all sets were set to; NaN where nothing is left
    public record Control(String set, Slope sharedSlope) {}

    public Uncut {
        controls = List.copyOf(controls);
    }
}
