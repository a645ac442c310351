package dev.candor.bench;

import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Decode while another process takes a core: it must lose about its share.
@Command(
        name = "disturbed",
        description =
                "Tokens a second of decode, free and beside a process that takes a core, ours and"
                        + " llama.cpp in turn.")
final class DisturbedCommand implements Callable<Integer> {
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
            description =
                    "Rounds; each runs ours and the peer, free and disturbed (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of both (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--decode",
            paramLabel = "N",
            defaultValue = "96",
            description = "Tokens decoded (${DEFAULT-VALUE}).")
    private int decode;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, runs, "--runs");
        check.atLeast(1, threads, "--threads");
        check.atLeast(1, decode, "--decode");
        PrintWriter err = spec.commandLine().getErr();
        Path work = Files.createTempDirectory("candor-bench");
        try {
            LlamaCpp llama = new LlamaCpp(peer, threads, work);
            try (Engine engine = new Engine(model, threads, err::println)) {
                PrintWriter out = spec.commandLine().getOut();
                out.print(new Disturbed(engine, llama, runs, err::println).run(decode).markdown());
                out.flush();
            }
        } finally {
            TemporaryFiles.delete(work);
        }
        return ExitCode.OK.code();
    }
}
