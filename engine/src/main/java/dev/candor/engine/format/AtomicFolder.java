package dev.candor.engine.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// Writes a folder so that its name stands for all of it or none of it.
public final class AtomicFolder {
    /// What the folder is to hold.
    @FunctionalInterface
    public interface Content {
        void writeTo(Path folder) throws IOException;
    }

    private AtomicFolder() {}

    /// Fills a folder beside `target`, flushes its files to the disk and gives it that name. If
    /// anything fails, neither is there.
    ///
    /// @throws FileAlreadyExistsException if `target` is there and no empty folder
    public static void write(Path target, Content content) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        // Only a file system's root has no parent, and that is no empty folder.
        Path beside = Objects.requireNonNull(target.toAbsolutePath().getParent());
        if (!Files.isDirectory(beside)) {
            throw new NoSuchFileException(beside.toString());
        }
        Path part = beside.resolve(".candor-" + UUID.randomUUID() + ".part");
        Files.createDirectory(part);
        boolean done = false;
        Unfinished.add(part);
        try {
            content.writeTo(part);
            flush(part);
            Files.deleteIfExists(target);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } finally {
            if (!done) {
                Unfinished.delete(part);
            }
            Unfinished.remove(part);
        }
        AtomicFile.flushFolder(beside);
    }

    private static boolean isEmptyFolder(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.findAny().isEmpty();
        }
    }

    private static void flush(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.toList();
        }
        for (Path each : all) {
            if (Files.isDirectory(each)) {
                AtomicFile.flushFolder(each);
            } else {
                try (FileChannel channel = FileChannel.open(each, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }
}
