package dev.candor.app.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files that a run leaves in its folder, by name (`docs/formats/run-folder.md`).
public final class RunFiles {
    private static final Pattern NAME =
            Pattern.compile(
                    String.join(
                            "|",
                            "(run|probe|report|neurons)\\.json",
                            "report\\.html",
                            "(calibration|samples|labels|spans|agreement)-.+\\.jsonl",
                            "(rows|suppressed|judge|extractor)\\.jsonl",
                            "contributions-(input|emit)\\.(npy(\\.crc32c)?|json)",
                            "residual\\.npy(\\.crc32c)?",
                            ".+\\.(part|tmp)"));

    private RunFiles() {}

    /// Deletes them from a folder, and nothing else.
    public static void delete(Path run) throws IOException {
        for (Path file : in(run)) {
            Files.delete(file);
        }
    }

    static List<Path> in(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
