package dev.candor.app.cli;

import dev.candor.app.find.FindResult;

/// What the end of a run tells the shell.
final class FindEnd {
    private FindEnd() {}

    /// @throws CommandFailure if there is no probe
    static int exitCode(FindResult result) {
        return switch (result.end()) {
            case FOUND -> ExitCode.OK.code();
            case CLASS_TOO_SMALL ->
                    throw new CommandFailure(ExitCode.CLASS_TOO_SMALL, result.message());
            case NO_NEURON -> throw new CommandFailure(ExitCode.NO_NEURON, result.message());
        };
    }
}
