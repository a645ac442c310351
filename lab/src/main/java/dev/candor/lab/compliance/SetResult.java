package dev.candor.lab.compliance;

import dev.candor.lab.statistics.Change;
import dev.candor.lab.statistics.Slope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What dialling one set did to one benchmark, by one reading.
///
/// @param set its name
/// @param kind where it comes from
/// @param control whether it is a control
/// @param doses one an α, ascending
/// @param slope percentage points a unit of α, over all α of the set
/// @param sharedSlope the same over the α that all sets were set to: the one to compare
/// @param steady the same over items that are excluded at none of these α; null where none is
///   excluded at any
/// @param changes from α = 1 to the lowest and to the highest α, paired
public record SetResult(
        String set,
        String kind,
        boolean control,
        List<Dose> doses,
        Slope slope,
        Slope sharedSlope,
        @Nullable Steady steady,
        List<Change> changes) {
    public SetResult {
        doses = List.copyOf(doses);
        changes = List.copyOf(changes);
    }

    /// The same of a set under another name.
    public SetResult named(String name) {
        return new SetResult(name, kind, control, doses, slope, sharedSlope, steady, changes);
    }

    /// The slope over the same items at every α that all sets have.
    public Slope steadySlope() {
        return steady == null ? sharedSlope : steady.slope();
    }
}
