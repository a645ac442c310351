package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.find.QuestionSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--limit` and `--seed` of a command that draws questions, and random sets of neurons.
final class DrawOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--limit",
            description = "Most questions of each file, evenly drawn by the seed.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Of draws, limits and bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed;

    /// @throws picocli.CommandLine.ParameterException if the limit is below 1
    void check() {
        requireAtLeast(command, "--limit", limit, 1);
    }

    int limit() {
        return limit;
    }

    long seed() {
        return seed;
    }

    /// The questions that FILE[:N] arguments name, at most the limit where there is no N.
    List<QuestionSource> questions(List<String> arguments) {
        return arguments.stream()
                .map(argument ->
                        QuestionSource.parse(argument, limit, CandorCommand.of(command)::bundle))
                .toList();
    }
}
