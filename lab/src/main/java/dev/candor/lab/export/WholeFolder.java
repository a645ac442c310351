package dev.candor.lab.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// Writes a folder so that its name stands for all of it or none of it.
final class WholeFolder {
    /// What the folder is to hold.
    interface Content {
        void writeTo(Path folder) throws IOException;
    }

    private WholeFolder() {}

    /// Fills a folder beside `target` and gives it that name.
    ///
    /// @throws FileAlreadyExistsException if `target` is there and no empty folder
    static void write(Path target, Content content) throws IOException {
        if (Files.exists(target) && !isEmptyFolder(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        // Only a file system's root has no parent, and that is no empty folder.
        Path beside = Objects.requireNonNull(target.toAbsolutePath().getParent());
        Path part = beside.resolve(".candor-" + UUID.randomUUID() + ".part");
        Files.createDirectory(part);
        boolean done = false;
        try {
            content.writeTo(part);
            Files.deleteIfExists(target);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } finally {
            if (!done) {
                delete(part);
            }
        }
    }

    private static boolean isEmptyFolder(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
