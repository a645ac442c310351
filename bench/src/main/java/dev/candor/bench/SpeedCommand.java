package dev.candor.bench;

import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Tokens a second beside llama.cpp.
@Command(
        name = "speed",
        description = "Tokens a second of prefill and decode, ours and llama.cpp in turn.")
final class SpeedCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M.gguf",
            description = "The model file both run.")
    private Path model;

    @Option(
            names = "--peer",
            required = true,
            paramLabel = "DIR",
            description = "Folder with llama-bench, llama-batched-bench and their libraries.")
    private Path peer;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds; each runs ours and the peer once (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of both (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--prefill",
            paramLabel = "N",
            defaultValue = "512",
            description = "Tokens of the prompt (${DEFAULT-VALUE}).")
    private int prefill;

    @Option(
            names = "--decode",
            paramLabel = "N",
            defaultValue = "64",
            description = "Tokens decoded of one sequence (${DEFAULT-VALUE}).")
    private int decode;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "16",
            description = "Sequences decoded together, half as far (${DEFAULT-VALUE}).")
    private int sequences;

    @Option(names = "--json", description = "Print JSON instead of Markdown.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireAtLeast(1, runs, "--runs");
        requireAtLeast(1, threads, "--threads");
        requireAtLeast(1, prefill, "--prefill");
        requireAtLeast(2, decode, "--decode");
        requireAtLeast(2, sequences, "--sequences");
        PrintWriter err = spec.commandLine().getErr();
        Path work = Files.createTempDirectory("candor-bench");
        try {
            LlamaCpp llama = new LlamaCpp(peer, model, threads, work);
            try (Engine engine = new Engine(model, threads, err::println)) {
                SpeedReport report =
                        new SpeedBench(engine, llama, runs, err::println).run(workloads());
                PrintWriter out = spec.commandLine().getOut();
                out.println(json ? report.json() : report.markdown());
            }
        } finally {
            TemporaryFiles.delete(work);
        }
        return ExitCode.OK.code();
    }

    private List<Workload> workloads() {
        return List.of(
                Workload.prefill(prefill),
                Workload.decode(1, decode),
                Workload.decode(sequences, decode / 2));
    }

    private void requireAtLeast(int least, int found, String option) {
        if (found < least) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s is %d, expected %d or more".formatted(option, found, least));
        }
    }
}
