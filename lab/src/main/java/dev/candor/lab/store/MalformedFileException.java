package dev.candor.lab.store;

import java.nio.file.Path;

/// A JSON file of ours, such as a probe, that cannot be used. Its one message names file, place,
/// what was found and what was expected.
public final class MalformedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param file the file as the user named it
    /// @param place line and column, or the key, e.g. `weights[3].layer`
    /// @param problem what was found and what was expected
    public MalformedFileException(Path file, String place, String problem) {
        super(file + ": " + place + ": " + problem);
    }
}
