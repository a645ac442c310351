package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The peer's server: continuous batching, a slot for each client.
final class LlamaServer {
    static final String PROGRAM = "llama-server";

    private static final Pattern VERSION = Pattern.compile("version: (.+)");

    private final Path folder;
    private final Path model;
    private final int threads;
    private final int slots;
    private final int slotContext;
    private final Path work;
    private String cpuBuild = "not known here";

    /// @param folder holds `llama-server` and its libraries
    /// @param slots replies that it generates together
    /// @param slotContext tokens that a slot has room for
    /// @param work a folder for what it says
    LlamaServer(Path folder, Path model, int threads, int slots, int slotContext, Path work) {
        this.folder = folder;
        this.model = model;
        this.threads = threads;
        this.slots = slots;
        this.slotContext = slotContext;
        this.work = work;
        program(folder); // a folder without it is refused before anything is measured
    }

    /// Without the folder in front, and without the port.
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-m", model.toString()));
        command.addAll(List.of("-np", "" + slots, "-c", "" + slots * slotContext, "-cb"));
        command.addAll(List.of("-t", "" + threads, "-tb", "" + threads));
        command.addAll(List.of("--host", "127.0.0.1", "--no-webui"));
        return command;
    }

    ServerProcess start() throws IOException, InterruptedException {
        ServerProcess server = start(folder, command(), work);
        cpuBuild = LlamaCpp.cpuBuild(server.pid());
        return server;
    }

    /// Starts the program in a folder at a port that is free.
    ///
    /// @param command without the folder in front, and without the port
    /// @param work a folder for what it says
    static ServerProcess start(Path folder, List<String> command, Path work)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        List<String> whole = new ArrayList<>(command);
        whole.set(0, program(folder));
        whole.addAll(List.of("--port", "" + port));
        return ServerProcess.start(
                whole, environment(folder), URI.create("http://127.0.0.1:" + port), work, PROGRAM);
    }

    private static String program(Path folder) {
        Path program = folder.resolve(PROGRAM);
        if (!Files.isExecutable(program)) {
            throw new CommandFailure(
                    ExitCode.INPUT_REFUSED,
                    folder + ": no program " + PROGRAM + " in it, expected llama.cpp's server");
        }
        return program.toAbsolutePath().toString();
    }

    private static Map<String, String> environment(Path folder) {
        return Map.of("LD_LIBRARY_PATH", folder.toAbsolutePath().toString());
    }

    /// Version and the build of its CPU code; the second is known after a start.
    String describe() throws IOException, InterruptedException {
        Path said = work.resolve("version.out");
        ProcessBuilder builder =
                new ProcessBuilder(program(folder), "--version")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment().putAll(environment(folder));
        builder.start().waitFor();
        Matcher version = VERSION.matcher(Files.readString(said));
        return "llama-server %s, CPU code: %s"
                .formatted(version.find() ? version.group(1) : "of unknown version", cpuBuild);
    }
}
