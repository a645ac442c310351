package dev.candor.bench;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What picocli does not check of an option: that a number makes sense.
record OptionCheck(CommandSpec spec) {
    /// @throws ParameterException if the option is given less
    void atLeast(int least, int found, String option) {
        if (found < least) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s is %d, expected %d or more".formatted(option, found, least));
        }
    }
}
