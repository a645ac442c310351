package dev.candor.bench;

import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// From the start of the process to the first token, as a user waits for it.
@Command(
        name = "start",
        description =
                "Seconds from the start of './candor ask' to its first token, and the memory it"
                        + " takes.")
final class StartCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M.gguf",
            description = "The model file.")
    private Path model;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds; each starts the help text and an answer (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of the answer (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "The script 'candor' (default: of the checkout this runs from).")
    private @Nullable Path launcher;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, runs, "--runs");
        check.atLeast(1, threads, "--threads");
        PrintWriter err = spec.commandLine().getErr();
        Path work = Files.createTempDirectory("candor-bench");
        try {
            Path script = launcher == null ? Launcher.here() : launcher.toAbsolutePath();
            PrintWriter out = spec.commandLine().getOut();
            out.print(new Start(script, model, threads, work, err::println).run(runs).markdown());
            out.flush();
        } finally {
            TemporaryFiles.delete(work);
        }
        return ExitCode.OK.code();
    }
}
