package dev.candor.lab.probe;

import java.nio.file.Path;

/// A probe file that cannot be used. Its one message names file, place, what was found and what was
/// expected.
public final class MalformedProbeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param file the file as the user named it
    /// @param place line and column, or the key, e.g. `weights[3].layer`
    /// @param problem what was found and what was expected
    public MalformedProbeException(Path file, String place, String problem) {
        super(file + ": " + place + ": " + problem);
    }
}
