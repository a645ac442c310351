package dev.candor.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The top of `./candor bench`. A new benchmark is a class of its own, named in `subcommands`.
@Command(
        name = "candor bench",
        description = "Measures speed, ours and that of the programs we compare with, in one run.",
        customSynopsis = "candor bench BENCHMARK [OPTIONS]",
        subcommands = {
            SpeedCommand.class,
            SolverCommand.class,
            KernelsCommand.class,
            GrowthCommand.class,
            DisturbedCommand.class,
            StartCommand.class,
            FuzzCommand.class
        })
public final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
