package dev.candor.app.demo;

import dev.candor.app.find.RunFiles;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The folder of a demo. Every demo is a fresh run: what an earlier one left in its folder goes,
/// and a folder with anything else in it is left alone.
final class DemoFolder {
    private static final String MARK = "made-by-candor-demo.txt";
    private static final String TEXT =
            "Made by `candor demo`; the next demo in this folder replaces its files.\n";

    private DemoFolder() {}

    /// Makes or empties the folder.
    ///
    /// @throws RunRefusedException if it holds something that no demo left
    /// @throws RunLock.HeldException if another process works in it
    static void clear(Path out) throws IOException {
        Files.createDirectories(out);
        if (!Files.exists(out.resolve(MARK))) {
            requireEmpty(out);
            Files.writeString(out.resolve(MARK), TEXT);
        }
        try (RunLock lock = RunLock.take(out)) {
            RunFiles.delete(out);
        }
    }

    private static void requireEmpty(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            if (files.findAny().isPresent()) {
                throw new RunRefusedException(
                        out, "holds files that no demo left, expected a new folder");
            }
        }
    }
}
