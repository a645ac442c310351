package dev.candor.app.cli;

import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Help.Ansi;

/// What stands at the other end of standard output and standard error.
///
/// The launcher looks (`test -t`) and says so in `candor.stdout` and `candor.stderr`, because the
/// JDK only knows whether input and output are both terminals. Without the launcher: no terminal.
///
/// @param stdout whether standard output is a terminal
/// @param stderr whether standard error is a terminal
/// @param colour whether a terminal may be coloured: `NO_COLOR` is unset or empty and `TERM` is not
///   `dumb`
public record Terminal(boolean stdout, boolean stderr, boolean colour) {

    /// Reads the launcher's properties and the user's environment.
    public static Terminal of(Properties properties, Map<String, String> environment) {
        return new Terminal(
                "terminal".equals(properties.getProperty("candor.stdout")),
                "terminal".equals(properties.getProperty("candor.stderr")),
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM")));
    }

    /// Colours for what is written to standard output.
    public Ansi stdoutAnsi() {
        return stdout && colour ? Ansi.ON : Ansi.OFF;
    }

    /// Colours for what is written to standard error.
    public Ansi stderrAnsi() {
        return stderr && colour ? Ansi.ON : Ansi.OFF;
    }
}
