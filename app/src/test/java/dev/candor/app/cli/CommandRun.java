package dev.candor.app.cli;

import dev.candor.app.bundled.Bundle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What a command line gave.
record CommandRun(int code, String out, String err) {
    static final Terminal PIPE = new Terminal(false, false, true);
    static final Terminal TERMINAL = new Terminal(true, true, true);

    static CommandRun piped(String... args) {
        return of(PIPE, args);
    }

    static CommandRun of(Terminal terminal, String... args) {
        return of(terminal, new CandorCommand(), args);
    }

    /// With a bundle of the test's own.
    static CommandRun bundled(Bundle bundle, String... args) {
        return of(PIPE, new CandorCommand(() -> bundle), args);
    }

    private static CommandRun of(Terminal terminal, CandorCommand command, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Cli(terminal, new PrintStream(out), new PrintStream(err)).run(command, args);
        return new CommandRun(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
