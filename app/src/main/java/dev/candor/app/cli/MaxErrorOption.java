package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--max-error` of a command that writes an export or reads one back.
final class MaxErrorOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--max-error",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description =
                    "Refuse weights that miss the factor by more (default: ${DEFAULT-VALUE}).")
    private double maxError;

    /// @throws picocli.CommandLine.ParameterException if it is no share
    void check() {
        require(
                command,
                maxError >= 0 && maxError <= 1,
                "--max-error is " + maxError + ", expected a share from 0 to 1");
    }

    double share() {
        return maxError;
    }
}
