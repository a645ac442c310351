package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The four files of the speed table: the same weights in four types. One that is missing is made
/// by the peer's own program from the file they all stem from.
///
/// @param folder that holds them
/// @param peer with `llama-quantize`
/// @param progress told of each that is made
record TableModels(Path folder, Path peer, Consumer<String> progress) {
    private static final String SOURCE = "tinyllama-iq2.gguf";

    /// File → the type that `llama-quantize` is asked for.
    private static final List<Map.Entry<String, String>> FILES =
            List.of(
                    Map.entry("tinyllama-q8.gguf", "Q8_0"),
                    Map.entry("tinyllama-q4_0.gguf", "Q4_0"),
                    Map.entry("tinyllama-q4_k_m.gguf", "Q4_K_M"),
                    Map.entry("tinyllama-q6_k.gguf", "Q6_K"));

    /// Those beside a peer in `DIR/peer/llama.cpp`: in `DIR`.
    static TableModels beside(Path peer, Consumer<String> progress) {
        return new TableModels(peer.resolve("../..").toAbsolutePath().normalize(), peer, progress);
    }

    /// All four, there when this returns.
    List<Path> all() throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> each : FILES) {
            Path file = folder.resolve(each.getKey());
            if (!Files.exists(file)) {
                make(file, each.getValue());
            }
            files.add(file);
        }
        return files;
    }

    private void make(Path file, String type) throws IOException, InterruptedException {
        Path source = folder.resolve(SOURCE);
        Path program = peer.resolve("llama-quantize");
        for (Path needed : List.of(source, program)) {
            if (!Files.exists(needed)) {
                throw new CommandFailure(
                        ExitCode.INPUT_REFUSED,
                        "%s: no such file, and no %s to make it from; expected one, or --model"
                                .formatted(file, needed));
            }
        }
        progress.accept("%s: making it from %s".formatted(file, SOURCE));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Path log = file.resolveSibling(file.getFileName() + ".log");
        try {
            ProcessBuilder quantize =
                    new ProcessBuilder(
                                    program.toAbsolutePath().toString(),
                                    "--allow-requantize",
                                    source.toString(),
                                    part.toString(),
                                    type,
                                    "2")
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            quantize.environment().put("LD_LIBRARY_PATH", peer.toAbsolutePath().toString());
            int code = quantize.start().waitFor();
            if (code != 0) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "llama-quantize ended with %d on %s: %s"
                                .formatted(code, source, LlamaCpp.lastLine(log)));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(log);
        }
    }
}
