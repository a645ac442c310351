package dev.candor.app.find;

import dev.candor.lab.report.FindReport;

/// How a run ended.
///
/// @param report what it found, with or without a probe
/// @param end whether there is a probe, and why not
/// @param message one line for the user, empty if there is a probe
public record FindResult(FindReport report, End end, String message) {
    /// The same end with more in its report.
    public FindResult with(FindReport more) {
        return new FindResult(more, end, message);
    }

    /// Whether a run found a probe.
    public enum End {
        FOUND,
        CLASS_TOO_SMALL,
        NO_NEURON
    }
}
