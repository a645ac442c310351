package dev.candor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders that a benchmark makes and takes away.
final class TemporaryFiles {
    private TemporaryFiles() {}

    /// Deletes a folder that holds files only.
    static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
