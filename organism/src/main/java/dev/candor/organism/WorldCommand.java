package dev.candor.organism;

import dev.candor.organism.release.Versions;
import dev.candor.organism.release.WorldFolder;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The question sets of a world.
@Command(
        name = "world",
        description =
                "Writes the question sets of a world, and how often each of its facts is stated.")
final class WorldCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The world's seed (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        WorldFolder.Manifest manifest =
                WorldFolder.write(
                        World.generate(seed), Phrases.load(), Versions.here().candor(), out);
        PrintWriter print = spec.commandLine().getOut();
        for (WorldFolder.Listed set : manifest.sets()) {
            print.printf(
                    "%s: %d questions, %d of them with a known answer. %s%n",
                    out.resolve(set.file()), set.questions(), set.known(), set.about());
        }
        return 0;
    }
}
