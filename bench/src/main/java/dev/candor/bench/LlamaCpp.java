package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The peer's own benchmark programs, one process a figure. It loads one of several builds of its
/// CPU code; which one is read from the process's memory map while it runs.
final class LlamaCpp {
    private static final Pattern BUILD = Pattern.compile("libggml-cpu-([a-z0-9_]+)\\.");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final List<String> PROGRAMS = List.of("llama-bench", "llama-batched-bench");

    private final Path folder;
    private final int threads;
    private final Path work;
    private final TreeSet<String> cpuBuilds = new TreeSet<>();
    private String version = "";

    /// @param folder holds `llama-bench`, `llama-batched-bench` and their libraries
    /// @param work a folder for what they print
    LlamaCpp(Path folder, int threads, Path work) {
        this.folder = folder;
        this.threads = threads;
        this.work = work;
        for (String program : PROGRAMS) {
            if (!Files.isExecutable(folder.resolve(program))) {
                throw new CommandFailure(
                        ExitCode.INPUT_REFUSED,
                        folder + ": no program " + program + " in it, expected llama.cpp's tools");
            }
        }
    }

    /// The command of one run, without the folder in front.
    List<String> command(Path model, Workload w) {
        List<String> command = new ArrayList<>();
        if (w.sequences() == 1) {
            command.addAll(List.of("llama-bench", "-m", model.toString()));
            command.addAll(
                    w.isPrefill()
                            ? List.of("-p", "" + w.prompt(), "-n", "0")
                            : List.of("-p", "0", "-n", "" + w.decoded(), "-d", "" + w.prompt()));
            command.addAll(List.of("-r", "1", "-t", "" + threads, "-o", "json"));
        } else {
            int cells = w.sequences() * (w.prompt() + w.decoded());
            command.addAll(List.of("llama-batched-bench", "-m", model.toString()));
            command.addAll(List.of("-npp", "" + w.prompt(), "-ntg", "" + w.decoded()));
            command.addAll(List.of("-npl", "" + w.sequences(), "-c", "" + cells));
            command.addAll(List.of("-t", "" + threads, "-tb", "" + threads));
            command.addAll(List.of("--output-format", "jsonl"));
        }
        return command;
    }

    /// Runs the workload once; llama-bench warms itself up before.
    ///
    /// @return tokens a second, of all sequences together
    double run(Path model, Workload workload) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(model, workload));
        String program = command.getFirst();
        command.set(0, folder.resolve(program).toAbsolutePath().toString());
        Path out = work.resolve("peer.out");
        Path err = work.resolve("peer.err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("LD_LIBRARY_PATH", folder.toAbsolutePath().toString());
        Process process = builder.start();
        try {
            noteCpuBuild(process, model);
            if (process.waitFor() != 0) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "%s ended with %d: %s"
                                .formatted(program, process.exitValue(), lastLine(err)));
            }
        } finally {
            process.destroy();
        }
        return tokensPerSecond(workload, program, Files.readString(out));
    }

    private double tokensPerSecond(Workload workload, String program, String printed) {
        int from = workload.sequences() == 1 ? printed.indexOf('[') : printed.indexOf('{');
        JsonNode json = JSON.readTree(from < 0 ? "{}" : printed.substring(from));
        JsonNode result = json.isArray() ? json.path(0) : json;
        if (result.has("build_commit")) {
            version =
                    "llama.cpp build %s (%s), backend %s"
                            .formatted(
                                    result.path("build_number").asString(),
                                    result.path("build_commit").asString(),
                                    result.path("backends").asString());
        }
        JsonNode speed = result.path(workload.sequences() == 1 ? "avg_ts" : "speed_tg");
        if (!speed.isNumber()) {
            throw new CommandFailure(
                    ExitCode.FAILURE, program + " printed no figure where one was expected");
        }
        return speed.asDouble();
    }

    /// Looks when the model is mapped: before, the peer tries one build after the other.
    private void noteCpuBuild(Process process, Path model) throws InterruptedException {
        Path maps = Path.of("/proc", "" + process.pid(), "maps");
        while (process.isAlive()) {
            try {
                String mapped = Files.readString(maps);
                Matcher build = BUILD.matcher(mapped);
                if (mapped.contains(model.toRealPath().toString()) && build.find()) {
                    cpuBuilds.add(build.group(1));
                    return;
                }
            } catch (IOException notThere) {
                return; // not Linux, or it has just ended
            }
            Thread.sleep(10);
        }
    }

    /// The build of its CPU code that a process with a loaded model has mapped.
    static String cpuBuild(long pid) {
        try {
            Matcher build = BUILD.matcher(Files.readString(Path.of("/proc", "" + pid, "maps")));
            return build.find() ? build.group(1) : "not known here";
        } catch (IOException notLinux) {
            return "not known here";
        }
    }

    static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    /// Version and the builds of its CPU code that were loaded; known after the first runs.
    String describe() {
        String builds = cpuBuilds.isEmpty() ? "not known here" : String.join(", ", cpuBuilds);
        return version + ", CPU code: " + builds;
    }
}
