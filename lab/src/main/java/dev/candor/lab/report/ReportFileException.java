package dev.candor.lab.report;

import java.nio.file.Path;

/// A `report.json` that cannot be used. Its one message names file, place, what was found and what
/// was expected.
public final class ReportFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param file as the user named it
    /// @param place line and column, or the key
    /// @param problem what was found and what was expected
    public ReportFileException(Path file, String place, String problem) {
        super(file + ": " + place + ": " + problem);
    }
}
