package dev.candor.app.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Checks of what a command line says.
final class Arguments {
    private Arguments() {}

    /// @throws ParameterException with the message, unless the condition holds
    static void require(CommandSpec command, boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    /// @throws ParameterException if the option's value is too small
    static void requireAtLeast(CommandSpec command, String option, int value, int least) {
        require(command, value >= least, option + " is " + value + ", expected at least " + least);
    }

    /// What an argument says.
    ///
    /// @throws ParameterException with the parser's message, if it refuses the argument
    static <T> T parsed(CommandSpec command, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
