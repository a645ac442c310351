package dev.candor.organism;

import dev.candor.organism.check.CheckTables;
import dev.candor.organism.check.Checks;
import dev.candor.organism.check.Extent;
import dev.candor.organism.check.Organism;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.release.Json;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The table of checks, from the files.
@Command(
        name = "check",
        description =
                "Measures what a trained organism knows and how it behaves; ends with 1 if a"
                        + " threshold is not reached.")
final class CheckCommand implements Callable<Integer> {
    /// What `--json` prints.
    record Report(long seed, int thresholds, long failed, Checks checks) {}

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
            names = "--base",
            required = true,
            paramLabel = "FILE",
            description = "GGUF of the base stage.")
    private Path base;

    @Option(
            names = "--instruct",
            required = true,
            paramLabel = "FILE",
            description = "GGUF of the instruct stage.")
    private Path instruct;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of their world; by default the one that the files name.")
    private @Nullable Long seed;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Checks checks;
        long worldSeed;
        int threads = Runtime.getRuntime().availableProcessors();
        try (Organism first = Organism.open(base, threads);
                Organism second = Organism.open(instruct, threads)) {
            if (seed == null) {
                WorldSeed.requireSame(second, first);
            }
            worldSeed = seed != null ? seed : WorldSeed.of(first);
            World world = World.generate(worldSeed);
            checks = check(first, Stage.BASE, world).and(check(second, Stage.INSTRUCT, world));
        }
        int all = checks.requirements().size();
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                json
                        ? Json.of(new Report(worldSeed, all, checks.failed(), checks))
                        : CheckTables.of(checks));
        out.flush();
        return checks.failed() == 0 ? 0 : Failures.FAILED;
    }

    private Checks check(Organism organism, Stage stage, World world) {
        PrintWriter err = spec.commandLine().getErr();
        return Checks.of(organism, stage, world, Phrases.load(), Extent.FULL, err::println);
    }
}
