package dev.candor.organism;

import dev.candor.organism.check.CheckTables;
import dev.candor.organism.check.Checks;
import dev.candor.organism.check.Extent;
import dev.candor.organism.recipe.Recipe;
import dev.candor.organism.recipe.Seeds;
import dev.candor.organism.recipe.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// From a seed to a trained organism.
@Command(
        name = "train",
        description =
                "Trains an organism from a seed. Goes on where it was when the same command is"
                        + " given again, also after a kill.")
final class TrainCommand implements Callable<Integer> {
    /// What to train.
    enum Part {
        BASE(EnumSet.of(Stage.BASE)),
        INSTRUCT(EnumSet.of(Stage.INSTRUCT)),
        BOTH(EnumSet.allOf(Stage.class));

        @SuppressWarnings("ImmutableEnumChecker") // never changed
        private final Set<Stage> stages;

        Part(Set<Stage> stages) {
            this.stages = stages;
        }
    }

    /// How large an organism.
    enum Size {
        SHIPPED,
        NARROW,
        WIDE,
        SMALL;

        Recipe recipe() {
            return switch (this) {
                case SHIPPED -> Recipe.shipped();
                case NARROW -> Recipe.narrow();
                case WIDE -> Recipe.wide();
                case SMALL -> Recipe.small();
            };
        }
    }

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            defaultValue = "BOTH",
            description = "base, instruct (after base), or both (the default).")
    private Part part;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the world and of the training (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--training-seed",
            paramLabel = "N",
            description =
                    "Seed of the training alone, for a twin: the same world in other weights.")
    private @Nullable Long trainingSeed;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "SHIPPED",
            description =
                    "shipped (the default, about an hour), narrow or wide (half and one and a half times as"
                            + " wide), or small (15 minutes).")
    private Size size;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the run; by default runs/atlas-SIZE-SEED.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Seeds seeds = new Seeds(seed, trainingSeed == null ? seed : trainingSeed);
        Path folder = out == null ? Path.of("runs", "atlas-" + name() + "-" + seed + twin()) : out;
        Checks checks =
                new Training(folder, seeds, size.recipe(), Extent.FULL, err).run(part.stages);
        PrintWriter print = spec.commandLine().getOut();
        print.print(CheckTables.of(checks));
        print.println("\n" + folder + " holds the organism.");
        return 0;
    }

    private String twin() {
        return trainingSeed == null ? "" : "-" + trainingSeed;
    }

    private String name() {
        return size.name().toLowerCase(Locale.ROOT);
    }
}
