package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.parsed;
import static dev.candor.app.cli.Arguments.require;

import dev.candor.app.bundled.ModelSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--model` of a command that runs a model.
final class ModelOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "M",
            description =
                    "The model: a GGUF file, the folder of a Hugging Face model, or bundled:instruct or"
                            + " bundled:base (default: the bundled test model, instruct).")
    private @Nullable String model;

    @Option(
            names = "--weights",
            paramLabel = "AS",
            description =
                    "stored, or q8: pack matrices to Q8_0 when the model is opened, for less memory"
                            + " and more speed than F32, F16 or BF16 (default: ${DEFAULT-VALUE}).",
            defaultValue = "stored")
    private String weights = "stored";

    ModelSource source() {
        require(
                command,
                List.of("stored", "q8").contains(weights),
                "--weights is '" + weights + "', expected stored or q8");
        return source(command, model, weights.equals("q8"));
    }

    /// What an option or parameter names.
    ///
    /// @param argument null if it was left out
    /// @param packed see [ModelSource#packed]
    static ModelSource source(CommandSpec command, @Nullable String argument, boolean packed) {
        return parsed(
                command,
                () -> ModelSource.named(argument, packed, CandorCommand.of(command)::bundle));
    }
}
