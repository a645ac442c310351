package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import dev.candor.lab.corpus.NonexistCorpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Writes questions about what does not exist.
@Command(
        name = "nonexist",
        description =
                "Write questions about medicines and animals that do not exist: a model that answers"
                        + " makes it up.",
        footer = {
            "",
            "Names are made from lists of real ones, so that they sound right and none of the list is hit.",
            "The lists are yours to get; neither they nor real names from them go into the file."
        })
@CommandGroup.In(CommandGroup.DATA)
final class NonexistCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--medicines",
            paramLabel = "NAMES.txt",
            description = "Names of real medicines, one a line or between '#'.")
    private @Nullable Path medicines;

    @Option(
            names = "--animals",
            paramLabel = "SPECIES.csv",
            description =
                    "Real species: CSV with family, genus and specificEpithet, as the Mammal"
                            + " Diversity Database has them.")
    private @Nullable Path animals;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "500",
            description = "Questions, half of each kind (${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed and lists give the same file (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "F.jsonl",
            description = "File to write, one question a line; replaced if it is there.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        require(
                spec,
                medicines != null || animals != null,
                "neither --medicines nor --animals, expected one or both");
        require(spec, count >= 1, "--count is " + count + ", expected 1 or more");
        int questions = NonexistCorpus.write(medicines, animals, count, seed, out);
        String fewer = questions < count ? " (the lists allow no more)" : "";
        spec.commandLine()
                .getOut()
                .println(String.format(Locale.ROOT, "%s: %,d questions%s", out, questions, fewer));
        return ExitCode.OK.code();
    }
}
