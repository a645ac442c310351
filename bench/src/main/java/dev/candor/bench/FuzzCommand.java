package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Damaged model files without end.
@Command(
        name = "fuzz",
        description =
                "Damages good model files and opens them until the time is up or one does anything"
                        + " but load or be refused; that one is kept.")
final class FuzzCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "1m",
            description = "How long, e.g. 30s or 10m (${DEFAULT-VALUE}).",
            converter = Times.class)
    private Duration time;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the first file; the next has the next (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("candor-bench");
        try {
            List<Fuzz> targets =
                    List.of(
                            FuzzTargets.gguf(),
                            FuzzTargets.safetensors(folder.resolve("weights")),
                            FuzzTargets.config(folder.resolve("config")));
            return run(targets);
        } finally {
            TemporaryFiles.delete(folder);
        }
    }

    private int run(List<Fuzz> targets) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Instant end = Instant.now().plus(time);
        Instant told = Instant.now();
        long opened = 0;
        long refused = 0;
        for (long next = seed; Instant.now().isBefore(end); next++) {
            for (Fuzz target : targets) {
                Fuzz.Outcome outcome = target.damaged(next);
                opened++;
                refused += outcome.refused() ? 1 : 0;
                if (outcome.wrong() != null) {
                    throw found(target, next, outcome, outcome.wrong());
                }
            }
            if (Duration.between(told, Instant.now()).toSeconds() >= 10) {
                told = Instant.now();
                spec.commandLine()
                        .getErr()
                        .printf("%,d files opened, %,d refused%n", opened, refused)
                        .flush();
            }
        }
        out.printf(
                "%,d damaged files opened: %,d refused with a clear message, %,d loaded, nothing else.%n",
                opened, refused, opened - refused);
        out.flush();
        return ExitCode.OK.code();
    }

    private static CommandFailure found(Fuzz target, long seed, Fuzz.Outcome outcome, String wrong)
            throws IOException {
        Path kept = Path.of("fuzz-%d.%s".formatted(seed, target.name()));
        Files.write(kept, outcome.bytes());
        return new CommandFailure(
                ExitCode.FAILURE,
                "%s (seed %d, %s) %s, expected it to load or to be refused"
                        .formatted(kept, seed, outcome.how(), wrong));
    }
}
