package dev.candor.app.cli;

import dev.candor.app.bundled.ModelSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--model` of a command that runs a model.
final class ModelOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "M.gguf",
            description =
                    "The model: a file, or bundled:instruct or bundled:base (default: the bundled"
                            + " test model, instruct).")
    private @Nullable String model;

    ModelSource source() {
        return source(command, model);
    }

    /// What an option or parameter names.
    ///
    /// @param argument null if it was left out
    static ModelSource source(CommandSpec command, @Nullable String argument) {
        try {
            return ModelSource.named(argument, CandorCommand.of(command)::bundle);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
