package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.requireAtLeast;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--max-tokens` and `--width` of a command that has a model reply to many short questions.
final class ReplyOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--max-tokens",
            defaultValue = "50",
            description = "Longest reply (default: ${DEFAULT-VALUE}).")
    private int maxTokens;

    @Option(
            names = "--width",
            defaultValue = "32",
            description = "Replies that decode together (default: ${DEFAULT-VALUE}).")
    private int width;

    /// @throws picocli.CommandLine.ParameterException if one is below 1
    void check() {
        requireAtLeast(command, "--max-tokens", maxTokens, 1);
        requireAtLeast(command, "--width", width, 1);
    }

    int maxTokens() {
        return maxTokens;
    }

    int width() {
        return width;
    }
}
