package dev.candor.lab.official;

import java.nio.file.Path;

/// A file that is none of the published pipeline's. Its one message names file, place, what was
/// found and what was expected.
public final class OfficialFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OfficialFileException(Path file, String place, String problem) {
        super(file + ": " + place + ": " + problem);
    }
}
