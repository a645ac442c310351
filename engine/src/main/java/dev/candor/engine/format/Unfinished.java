package dev.candor.engine.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Temporary files and folders that are being written, deleted when the JVM is told to end
/// meanwhile: Ctrl-C runs no `finally`. Nothing helps against `kill -9`, after which a
/// `.candor-*.part` may stay.
final class Unfinished {
    private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("candor-unfinished").unstarted(Unfinished::drop));
    }

    private Unfinished() {}

    static void add(Path path) {
        PATHS.add(path);
    }

    static void remove(Path path) {
        PATHS.remove(path);
    }

    /// A file, or a folder with all that is in it.
    static void delete(Path path) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    private static void drop() {
        for (Path path : PATHS) {
            try {
                delete(path);
            } catch (IOException _) {
                // Nobody is left to be told.
            }
        }
    }
}
