package dev.candor.bench;

import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The L1 solver, beside liblinear and alone.
@Command(
        name = "solver",
        description =
                "Seconds and memory of the L1 solver: alone on 4,000 × 123,904 in a mapped file, and"
                        + " in turn with liblinear on 2,000 × 20,000.")
final class SolverCommand implements Callable<Integer> {
    /// What to run.
    enum Part {
        ALONE,
        PEER,
        ALL
    }

    @Spec private CommandSpec spec;

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "ALL",
            description = "alone, peer or all (${DEFAULT-VALUE}).")
    private Part part;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds of each (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of ours; liblinear has one (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "1",
            description = "Divides rows and columns, for a quick look (${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--json", description = "Print JSON instead of Markdown.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, runs, "--runs");
        check.atLeast(1, threads, "--threads");
        check.atLeast(1, scale, "--scale");
        if (scale > 100) {
            throw new ParameterException(
                    spec.commandLine(), "--scale is " + scale + ", expected at most 100");
        }
        PrintWriter err = spec.commandLine().getErr();
        Path folder = Files.createTempDirectory("candor-bench");
        try {
            double loadBefore = Machine.load();
            List<SolverReport.Row> rows = new ArrayList<>();
            SolverBench bench = new SolverBench(folder, threads, runs, err::println);
            // Alone first: what liblinear takes would stand in the peak of memory.
            if (part != Part.PEER) {
                rows.addAll(bench.alone(data(4_000, 123_904, 60, 2)));
            }
            if (part != Part.ALONE) {
                rows.addAll(bench.againstLiblinear(data(2_000, 20_000, 40, 1)));
            }
            SolverReport report =
                    new SolverReport(
                            Machine.here(), threads, runs, loadBefore, Machine.load(), rows);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? report.json() : report.markdown());
        } finally {
            TemporaryFiles.delete(folder);
        }
        return ExitCode.OK.code();
    }

    private SyntheticContributions data(int rows, int columns, int informative, long seed) {
        return new SyntheticContributions(rows / scale, columns / scale, informative, seed);
    }
}
