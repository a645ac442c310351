package dev.candor.engine.format;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A model file that cannot be used. Its one message names file, place, what was found and what was
/// expected.
public final class MalformedModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param file the file as the user named it
    /// @param place byte offset (`offset 24`), tensor or metadata key
    /// @param problem what was found and what was expected
    public MalformedModelException(Path file, String place, String problem) {
        this(file, place, problem, null);
    }

    /// @param cause what the operating system or the JDK said, kept for the stack trace
    public MalformedModelException(
            Path file, String place, String problem, @Nullable Throwable cause) {
        super(file + ": " + place + ": " + problem, cause);
    }
}
