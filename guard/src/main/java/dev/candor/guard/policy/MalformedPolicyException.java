package dev.candor.guard.policy;

import java.nio.file.Path;

/// A policy file that cannot be used. Its one message names file, line and column, both counted
/// from 1, what was found and what was expected.
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param file as the user named it
    /// @param problem what was found and what was expected
    MalformedPolicyException(Path file, int line, int column, String problem) {
        super(file + ":" + line + ":" + column + ": " + problem);
    }
}
