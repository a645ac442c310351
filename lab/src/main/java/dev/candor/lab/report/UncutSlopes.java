package dev.candor.lab.report;

import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.compliance.Uncut;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is left of the slopes without replies that were cut.
public final class UncutSlopes {
    private UncutSlopes() {}

    /// `+4.20 [+1.10, +7.30]; controls −1.02 to +2.14, lead over their mean +3.50 [+0.80, +6.10]`,
    /// over the α that all sets have; nothing where no reply was cut, or none is read.
    public static Optional<String> of(ReadingResult reading) {
        @Nullable Uncut uncut = reading.uncut();
        if (uncut == null || !isCut(reading)) {
            return Optional.empty();
        }
        @Nullable String controls = null;
        if (uncut.band().controls() > 0) {
            controls =
                    "; controls %s to %s, lead over their mean %s"
                            .formatted(
                                    Numbers.signed(uncut.band().low(), 2),
                                    Numbers.signed(uncut.band().high(), 2),
                                    ComplyNumbers.slope(uncut.lead()));
        }
        return Optional.of(
                ComplyNumbers.slope(uncut.sharedSlope()) + (controls == null ? "" : controls));
    }

    private static boolean isCut(ReadingResult reading) {
        return reading.sets().stream()
                .flatMap(set -> set.doses().stream())
                .anyMatch(dose -> dose.truncated() > 0);
    }
}
