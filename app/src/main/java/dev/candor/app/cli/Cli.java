package dev.candor.app.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Runs a command tree with what all our commands share: `--help`, `--debug`, the look of the help,
/// and [ErrorHandler]. Commands themselves carry their name, description and own options only.
public final class Cli {
    private static final List<String> HELP_SECTIONS =
            List.of(
                    SECTION_KEY_DESCRIPTION,
                    SECTION_KEY_SYNOPSIS_HEADING,
                    SECTION_KEY_SYNOPSIS,
                    SECTION_KEY_COMMAND_LIST,
                    SECTION_KEY_PARAMETER_LIST_HEADING,
                    SECTION_KEY_PARAMETER_LIST,
                    SECTION_KEY_OPTION_LIST_HEADING,
                    SECTION_KEY_OPTION_LIST,
                    SECTION_KEY_EXIT_CODE_LIST_HEADING,
                    SECTION_KEY_EXIT_CODE_LIST,
                    SECTION_KEY_FOOTER);

    private final Terminal terminal;
    private final PrintWriter out;
    private final PrintWriter err;

    public Cli(Terminal terminal, PrintStream out, PrintStream err) {
        this.terminal = terminal;
        this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
        this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /// Parses the arguments, runs the command they name and reports what goes wrong.
    ///
    /// @param root the annotated top command
    /// @return the number for the shell, see [ExitCode]
    public int run(Object root, String... args) {
        ErrorHandler errors = new ErrorHandler(terminal.stderrAnsi());
        try {
            return commandLine(root, errors).execute(args);
        } catch (Throwable problem) { // an Error: picocli handles exceptions only
            return errors.handle(problem, err, Arrays.asList(args).contains("--debug"));
        } finally {
            out.flush();
            err.flush();
        }
    }

    private CommandLine commandLine(Object root, ErrorHandler errors) {
        CommandLine commandLine = new CommandLine(root);
        dress(commandLine);
        UsageMessageSpec help = commandLine.getCommandSpec().usageMessage();
        help.exitCodeListHeading("%n@|bold Exit codes|@%n");
        help.exitCodeList(exitCodes());
        return commandLine
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(terminal.stdoutAnsi()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    private static void dress(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        UsageMessageSpec help = spec.usageMessage();
        if (spec.findOption("--help") == null) {
            spec.addOption(
                    OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this text.")
                            .build());
        }
        if (spec.findOption("--debug") == null) {
            spec.addOption(
                    OptionSpec.builder("--debug")
                            .description("Show the stack trace of an error.")
                            .build());
        }
        if (spec.versionProvider() != null) {
            spec.addOption(
                    OptionSpec.builder("-V", "--version")
                            .versionHelp(true)
                            .description("Show the versions of Candor and of the JDK.")
                            .build());
        }
        help.synopsisHeading("%n@|bold Usage|@%n  ");
        help.parameterListHeading("%n@|bold Arguments|@%n");
        help.optionListHeading("%n@|bold Options|@%n");
        help.abbreviateSynopsis(true);
        help.sectionKeys(HELP_SECTIONS);
        help.sectionMap().put(SECTION_KEY_COMMAND_LIST, new GroupedCommandList());
        commandLine.getSubcommands().values().forEach(Cli::dress);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(" " + code.code(), code.meaning());
        }
        return codes;
    }
}
