package dev.candor.lab.contribution;

import java.nio.file.Path;

/// A matrix file, or its sidecar of checksums, that cannot be used. Its one message names file,
/// place, what was found and what was expected.
public final class MalformedMatrixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param file the file as the user named it
    /// @param place `header`, `length` or `row 12`
    /// @param problem what was found and what was expected
    public MalformedMatrixException(Path file, String place, String problem) {
        super(file + ": " + place + ": " + problem);
    }
}
