package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The peer with one build of its CPU code alone. Left to itself it takes the one that scores
/// highest on this CPU, and it has no option to say another; it looks for them beside its
/// executable.
final class OneCpuBuild {
    private static final String PREFIX = "libggml-cpu-";
    private static final String SUFFIX = ".so";

    private static final List<String> PROGRAMS =
            Stream.concat(LlamaCpp.PROGRAMS.stream(), Stream.of(LlamaServer.PROGRAM)).toList();

    private OneCpuBuild() {}

    /// Fills an empty folder with the peer's programs and links to its libraries.
    ///
    /// @param build of the CPU code, `zen4`
    static void link(Path peer, String build, Path into) throws IOException {
        Path wanted = peer.resolve(PREFIX + build + SUFFIX);
        if (!Files.exists(wanted)) {
            throw new CommandFailure(
                    ExitCode.INPUT_REFUSED,
                    "%s: no such CPU code, expected one of %s"
                            .formatted(wanted, String.join(", ", builds(peer))));
        }
        for (String program : PROGRAMS) {
            // A copy: through a link it would find the folder that the link leads to.
            if (Files.exists(peer.resolve(program))) {
                Files.copy(peer.resolve(program), into.resolve(program));
            }
        }
        for (String name : names(peer)) {
            boolean other = name.startsWith(PREFIX) && !name.equals(PREFIX + build + SUFFIX);
            if (name.startsWith("lib") && !other) {
                Files.createSymbolicLink(
                        into.resolve(name), peer.resolve(name).toAbsolutePath().normalize());
            }
        }
    }

    private static List<String> builds(Path peer) throws IOException {
        return names(peer).stream()
                .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                .map(name -> name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
