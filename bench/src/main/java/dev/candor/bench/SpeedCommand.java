package dev.candor.bench;

import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Tokens a second beside llama.cpp.
@Command(
        name = "speed",
        description = "Tokens a second of prefill and decode, ours and llama.cpp in turn.")
final class SpeedCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "M.gguf",
            description =
                    "A model file that both run; may be repeated. Without it TinyLlama as Q8_0, Q4_0,"
                            + " Q4_K_M and Q6_K, in the folder two above the peer's; those that"
                            + " are missing are made.")
    private List<Path> models = List.of();

    @Option(
            names = "--peer",
            required = true,
            paramLabel = "DIR",
            description = "Folder with llama-bench, llama-batched-bench and their libraries.")
    private Path peer;

    @Option(
            names = "--peer-cpu",
            paramLabel = "BUILD",
            description = "Leave the peer this build of its CPU code alone, e.g. zen4.")
    private @Nullable String peerCpu;

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
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, runs, "--runs");
        check.atLeast(1, threads, "--threads");
        check.atLeast(1, prefill, "--prefill");
        check.atLeast(2, decode, "--decode");
        check.atLeast(2, sequences, "--sequences");
        PrintWriter err = spec.commandLine().getErr();
        List<Path> files = models.isEmpty() ? TableModels.beside(peer, err::println).all() : models;
        SpeedReport report =
                new SpeedRun(
                                peer,
                                peerCpu,
                                files,
                                runs,
                                threads,
                                WarmUp.FULL,
                                Workload.table(prefill, decode, sequences))
                        .measure(err::println);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.json() : report.markdown());
        return ExitCode.OK.code();
    }
}
