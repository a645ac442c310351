package dev.candor.engine.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Temporary files that are being written, deleted when the JVM is told to end meanwhile: Ctrl-C
/// runs no `finally`. Nothing helps against `kill -9`, after which a `.candor-*.part` may stay.
final class Unfinished {
    private static final Set<Path> FILES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("candor-unfinished").unstarted(Unfinished::drop));
    }

    private Unfinished() {}

    static void add(Path file) {
        FILES.add(file);
    }

    static void remove(Path file) {
        FILES.remove(file);
    }

    private static void drop() {
        for (Path file : FILES) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException _) {
                // Nobody is left to be told.
            }
        }
    }
}
