package dev.candor.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether two arguments name one folder.
final class SameFolder {
    private SameFolder() {}

    /// However they are spelt, and whether it is there or not.
    static boolean is(Path one, Path other) throws IOException {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
                || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    }
}
