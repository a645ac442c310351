package dev.candor.organism;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The top of `./candor organism`.
@Command(
        name = "candor organism",
        description = "Trains the bundled test model, checks it, and writes its world's questions.",
        customSynopsis = "candor organism COMMAND [OPTIONS]",
        subcommands = {
            TrainCommand.class,
            CheckCommand.class,
            WorldCommand.class,
            TruthCommand.class
        })
final class OrganismCommand implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    /// Runs the command that the arguments name.
    ///
    /// @return the number for the shell, see [Failures]
    static int run(PrintStream out, PrintStream err, String... args) {
        Failures failures = new Failures();
        CommandLine command =
                new CommandLine(new OrganismCommand())
                        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setParameterExceptionHandler(failures)
                        .setExecutionExceptionHandler(failures);
        try {
            return command.execute(args);
        } catch (Throwable problem) { // an Error: picocli handles exceptions only
            return failures.handle(problem, command.getErr(), Arrays.asList(args));
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
