package dev.candor.lab.compliance;

import dev.candor.lab.statistics.Slope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One benchmark by one reading.
///
/// @param reading how choices were read
/// @param sets the dialled set first, then its controls
/// @param lead slope of the dialled set − mean slope of the controls, over the α that all have, on
///   the same resamples; null without controls
/// @param band what may be said
/// @param uncut all of it without replies that were cut; null where choices were not read from
///   replies
public record ReadingResult(
        Reading reading,
        List<SetResult> sets,
        @Nullable Slope lead,
        Band band,
        @Nullable Uncut uncut) {
    public ReadingResult {
        sets = List.copyOf(sets);
    }

    SetResult dialled() {
        return sets.getFirst();
    }
}
