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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The top of `./candor bench`. A new benchmark is a class of its own, named in `subcommands`.
/// Without one it takes the tables of `speed` and `costs` at their usual sizes.
@Command(
        name = "candor bench",
        description =
                "Measures speed, ours and that of the programs we compare with, in one run. Without"
                        + " BENCHMARK: the tables of 'speed', on TinyLlama in four types, and of"
                        + " 'costs', on the first of them.",
        customSynopsis = {
            "candor bench --peer DIR [OPTIONS]",
            "       candor bench BENCHMARK [OPTIONS]"
        },
        subcommands = {
            SpeedCommand.class,
            CostsCommand.class,
            SolverCommand.class,
            KernelsCommand.class,
            GrowthCommand.class,
            DisturbedCommand.class,
            StartCommand.class,
            ServingCommand.class,
            ExportsCommand.class,
            EditCommand.class,
            FactsCommand.class,
            FuzzCommand.class
        })
public final class BenchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--peer",
            paramLabel = "DIR",
            description = "Folder of llama.cpp's programs; see 'speed'.")
    private @Nullable Path peer;

    @Option(
            names = "--peer-cpu",
            paramLabel = "BUILD",
            description = "Leave the peer this build of its CPU code alone, e.g. zen4.")
    private @Nullable String peerCpu;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (peer == null) {
            if (!spec.commandLine().getParseResult().matchedOptions().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "neither --peer nor a BENCHMARK, expected one of them");
            }
            spec.commandLine().usage(out);
            return ExitCode.OK.code();
        }
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, runs, "--runs");
        check.atLeast(1, threads, "--threads");
        PrintWriter err = spec.commandLine().getErr();
        List<Path> models = TableModels.beside(peer, err::println).all();
        SpeedReport speed =
                new SpeedRun(peer, peerCpu, models, runs, threads, WarmUp.FULL, Workload.table())
                        .measure(err::println);
        out.println("## Speed\n\n" + speed.markdown());
        int costRuns = Math.ceilDiv(runs, 3); // each has up to 32 pairs
        CostReport costs =
                CostRun.table(models.getFirst(), costRuns, threads).measure(err::println);
        out.println("## Neurons in view\n\n" + costs.markdown());
        return ExitCode.OK.code();
    }
}
