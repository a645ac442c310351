package dev.candor.app.reproduce;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/// Looks for files by name in folders and what lies below them.
///
/// @param folders in the order to look; one that is not there holds nothing
public record FileSearch(List<Path> folders) {
    private static final int DEPTH = 8;

    public FileSearch {
        folders = List.copyOf(folders);
    }

    /// All files and folders of that name.
    List<Path> named(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                // The real path: of a link, the walk would see the link alone.
                Files.walkFileTree(
                        folder.toRealPath(),
                        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
                        DEPTH,
                        new Named(name, found));
            }
        }
        return found;
    }

    private static final class Named extends SimpleFileVisitor<Path> {
        private final String name;
        private final List<Path> found;

        Named(String name, List<Path> found) {
            this.name = name;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return visitFile(folder, attributes);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (name.equals(String.valueOf(file.getFileName()))) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        /// What may not be read is not searched.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return FileVisitResult.CONTINUE;
        }
    }

    @Override
    public String toString() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
