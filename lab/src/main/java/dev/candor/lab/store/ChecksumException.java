package dev.candor.lab.store;

import java.nio.file.Path;

/// A file is not what `SHA256SUMS` says, or that file says nothing.
public final class ChecksumException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChecksumException(Path file, String difference) {
        super(file + ": " + difference);
    }
}
