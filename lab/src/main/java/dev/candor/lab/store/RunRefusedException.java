package dev.candor.lab.store;

import java.nio.file.Path;

/// A run's folder holds something else than what was asked for.
public final class RunRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunRefusedException(Path run, String difference) {
        this(run, difference, "name another folder, or repeat the first command");
    }

    /// @param advice what to do about it
    public RunRefusedException(Path run, String difference, String advice) {
        super(run + ": " + difference + "; " + advice);
    }
}
