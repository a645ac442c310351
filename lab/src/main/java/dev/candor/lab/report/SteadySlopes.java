package dev.candor.lab.report;

import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.compliance.SetResult;
import dev.candor.lab.compliance.Steady;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is left of the slopes where every α is of the same items: an item that is excluded at one α
/// otherwise stays in at the others.
public final class SteadySlopes {
    private SteadySlopes() {}

    /// `+4.20 [+1.10, +7.30] on 31 items; controls −1.02 to +2.14`; nothing where no set has an
    /// item that is excluded.
    public static Optional<String> of(ReadingResult reading) {
        if (reading.sets().stream().allMatch(set -> set.steady() == null)) {
            return Optional.empty();
        }
        SetResult dialled = reading.sets().getFirst();
        @Nullable Steady own = dialled.steady();
        double[] controls =
                reading.sets().stream()
                        .skip(1)
                        .mapToDouble(set -> set.steadySlope().perAlpha())
                        .filter(slope -> !Double.isNaN(slope))
                        .sorted()
                        .toArray();
        return Optional.of(
                ComplyNumbers.slope(dialled.steadySlope())
                        + (own == null ? " on all items" : " on " + items(own))
                        + (controls.length == 0
                                ? ""
                                : "; controls %s to %s"
                                        .formatted(
                                                Numbers.signed(controls[0], 2),
                                                Numbers.signed(controls[controls.length - 1], 2))));
    }

    private static String items(Steady steady) {
        return Numbers.counted(steady.items(), "item");
    }
}
