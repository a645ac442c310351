package dev.candor.organism.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// A number that a trained organism must reach.
///
/// @param what is measured
/// @param found from 0 to 1
/// @param least the threshold
public record Requirement(String what, double found, double least) {
    @JsonProperty
    public boolean holds() {
        return found >= least;
    }

    /// E.g. `known facts right: 83%, expected ≥ 80%: holds`.
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s: %.0f%%, expected ≥ %.0f%%: %s",
                what,
                100 * found,
                100 * least,
                holds() ? "holds" : "FAILS");
    }
}
