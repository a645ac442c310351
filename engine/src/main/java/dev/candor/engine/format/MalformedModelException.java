package dev.candor.engine.format;

import java.nio.file.Path;

/// A model file that cannot be used. Its one message names file, place, what was found and what was
/// expected.
public final class MalformedModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param file the file as the user named it
    /// @param place byte offset (`offset 24`), tensor or metadata key
    /// @param problem what was found and what was expected
    public MalformedModelException(Path file, String place, String problem) {
        super(file + ": " + place + ": " + problem);
    }
}
