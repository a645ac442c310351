package dev.candor.organism;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.lab.probe.OtherModelException;
import dev.candor.lab.store.DamagedLogException;
import dev.candor.lab.store.MalformedFileException;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Turns whatever ends a command into one line on standard error and a number for the shell, the
/// same numbers as those of `./candor --help`.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int INPUT_REFUSED = 3;
    static final int RUN_REFUSED = 6;
    static final int STORAGE = 7;

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(command.getErr(), text(problem) + "; '" + name + " --help' explains the command");
        return USAGE;
    }

    @Override
    public int handleExecutionException(
            Exception problem, CommandLine command, ParseResult arguments) {
        return handle(problem, command.getErr(), arguments.originalArgs());
    }

    int handle(Throwable problem, PrintWriter err, List<String> args) {
        if (args.contains("--debug")) {
            problem.printStackTrace(err);
        }
        print(err, message(problem));
        return exitCode(problem);
    }

    private static void print(PrintWriter err, String message) {
        err.println("candor: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    private static int exitCode(Throwable problem) {
        return switch (problem) {
            case MalformedModelException model -> INPUT_REFUSED;
            case MalformedFileException probe -> INPUT_REFUSED;
            case OtherModelException probe -> INPUT_REFUSED;
            case RunRefusedException run -> RUN_REFUSED;
            case RunLock.HeldException held -> RUN_REFUSED;
            case DamagedLogException log -> RUN_REFUSED;
            case IOException io -> STORAGE;
            case UncheckedIOException io -> STORAGE;
            default -> FAILED;
        };
    }

    private static String message(Throwable problem) {
        return switch (problem) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
            case FileSystemException file -> file.getClass().getSimpleName() + ": " + text(file);
            default -> text(problem);
        };
    }

    private static String text(Throwable problem) {
        return Objects.requireNonNullElse(problem.getMessage(), problem.getClass().getSimpleName());
    }
}
