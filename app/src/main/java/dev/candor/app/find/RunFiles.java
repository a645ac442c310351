package dev.candor.app.find;

import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files that a run leaves in its folder, by name (`docs/formats/run-folder.md`).
public final class RunFiles {
    /// What a run ends with, and what is published of it.
    private static final List<String> RESULTS =
            List.of("probe.json", "report.json", "report.html", "neurons.json", Reproduction.FILE);

    private static final Pattern NAME =
            Pattern.compile(
                    String.join(
                            "|",
                            "run\\.json",
                            RESULTS.stream().map(Pattern::quote).collect(Collectors.joining("|")),
                            Checksums.FILE,
                            "(calibration|samples|labels|spans|agreement)-.+\\.jsonl",
                            "(rows|suppressed|judge|extractor|made)\\.jsonl",
                            "contributions-(input|emit)\\.(npy(\\.crc32c)?|json)",
                            "residual\\.npy(\\.crc32c)?",
                            ".+\\.(part|tmp)"));

    private RunFiles() {}

    /// Says that the results are those of a finished run: writes their checksums.
    public static void seal(Path run) throws IOException {
        List<String> there =
                RESULTS.stream().filter(name -> Files.exists(run.resolve(name))).toList();
        Checksums.of(run, there).write(run);
    }

    /// Takes that back, before the first result is written anew.
    public static void unseal(Path run) throws IOException {
        Files.deleteIfExists(run.resolve(Checksums.FILE));
    }

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
