package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.requireAtLeast;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--threads` of a command that runs a model.
final class ThreadsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--threads", description = "Threads (default: one a core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    /// @throws picocli.CommandLine.ParameterException if it is below 1
    void check() {
        requireAtLeast(command, "--threads", threads, 1);
    }

    int count() {
        return threads;
    }
}
