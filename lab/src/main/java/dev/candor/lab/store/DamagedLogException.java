package dev.candor.lab.store;

import java.nio.file.Path;

/// A whole line does not match its checksum: not a kill, which tears a line off, but a change.
public final class DamagedLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedLogException(Path file, long line, String found) {
        super(file + ": line " + line + ": " + found + ", expected a record with its checksum");
    }
}
