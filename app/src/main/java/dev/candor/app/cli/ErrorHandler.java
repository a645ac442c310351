package dev.candor.app.cli;

import dev.candor.app.bundled.BundleException;
import dev.candor.app.find.NotReproducibleException;
import dev.candor.app.origin.TooFewAnswersException;
import dev.candor.app.server.MalformedKeysException;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.forward.ContextExceededException;
import dev.candor.engine.forward.NonFiniteLogitsException;
import dev.candor.engine.tokenizer.ChatTemplateException;
import dev.candor.guard.policy.MalformedPolicyException;
import dev.candor.guard.review.ReviewQueueException;
import dev.candor.lab.contribution.MalformedMatrixException;
import dev.candor.lab.corpus.QuestionFileException;
import dev.candor.lab.endpoint.EndpointException;
import dev.candor.lab.export.ExportRefusedException;
import dev.candor.lab.official.OfficialFileException;
import dev.candor.lab.origin.UnlikeModelsException;
import dev.candor.lab.probe.OtherModelException;
import dev.candor.lab.report.ReportFileException;
import dev.candor.lab.sampler.SamplerException;
import dev.candor.lab.store.ChecksumException;
import dev.candor.lab.store.DamagedLogException;
import dev.candor.lab.store.MalformedFileException;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever ends a command into one line on standard error and an [ExitCode]. The only place
/// where an exception becomes text.
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Ansi ansi;

    ErrorHandler(Ansi ansi) {
        this.ansi = ansi;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(
                command.getErr(),
                oneLine(usageMessage(problem)) + "; '" + name + " --help' explains the command");
        return ExitCode.USAGE.code();
    }

    @Override
    public int handleExecutionException(
            Exception problem, CommandLine command, ParseResult parseResult) {
        return handle(problem, command.getErr(), parseResult.originalArgs().contains("--debug"));
    }

    /// Also takes what picocli does not catch: an `Error`.
    int handle(Throwable problem, PrintWriter err, boolean debug) {
        if (debug) {
            problem.printStackTrace(err);
        }
        print(err, oneLine(message(problem)));
        return exitCode(problem).code();
    }

    private void print(PrintWriter err, String message) {
        // Not markup: a message may hold "@|" of a file name.
        err.println(ansi.string("@|bold,red candor:|@ ") + message);
        err.flush();
    }

    private static ExitCode exitCode(Throwable problem) {
        return switch (problem) {
            case CommandFailure failure -> failure.exitCode();
            case MalformedModelException model -> ExitCode.INPUT_REFUSED;
            case BundleException bundle -> ExitCode.INPUT_REFUSED;
            case QuestionFileException questions -> ExitCode.INPUT_REFUSED;
            case OfficialFileException official -> ExitCode.INPUT_REFUSED;
            case MalformedFileException probe -> ExitCode.INPUT_REFUSED;
            case ReportFileException report -> ExitCode.INPUT_REFUSED;
            case MalformedPolicyException policy -> ExitCode.INPUT_REFUSED;
            case MalformedKeysException keys -> ExitCode.INPUT_REFUSED;
            case ReviewQueueException queue -> ExitCode.STORAGE;
            case OtherModelException model -> ExitCode.INPUT_REFUSED;
            case ExportRefusedException export -> ExitCode.INPUT_REFUSED;
            case UnlikeModelsException models -> ExitCode.INPUT_REFUSED;
            case TooFewAnswersException answers -> ExitCode.CLASS_TOO_SMALL;
            case ContextExceededException prompt -> ExitCode.INPUT_REFUSED;
            case ChatTemplateException template -> ExitCode.INPUT_REFUSED;
            case ChecksumException result -> ExitCode.INPUT_REFUSED;
            case NotReproducibleException run -> ExitCode.INPUT_REFUSED;
            case RunRefusedException run -> ExitCode.RUN_REFUSED;
            case RunLock.HeldException held -> ExitCode.RUN_REFUSED;
            case DamagedLogException run -> ExitCode.RUN_REFUSED;
            case MalformedMatrixException run -> ExitCode.RUN_REFUSED;
            case EndpointException server -> ExitCode.ENDPOINT;
            case SamplerException server -> ExitCode.ENDPOINT;
            case IOException io -> ExitCode.STORAGE;
            case UncheckedIOException io -> ExitCode.STORAGE;
            default -> ExitCode.FAILURE;
        };
    }

    private static String message(Throwable problem) {
        return switch (problem) {
            case CommandFailure failure -> text(failure);
            case MalformedModelException model -> text(model);
            case BundleException bundle -> text(bundle);
            case QuestionFileException questions -> text(questions);
            case OfficialFileException official -> text(official);
            case MalformedFileException probe -> text(probe);
            case ReportFileException report -> text(report);
            case MalformedPolicyException policy -> text(policy);
            case MalformedKeysException keys -> text(keys);
            case ReviewQueueException queue -> text(queue);
            case OtherModelException model -> text(model);
            case ExportRefusedException export -> text(export);
            case UnlikeModelsException models -> text(models);
            case TooFewAnswersException answers -> text(answers);
            case ContextExceededException prompt -> text(prompt);
            case NonFiniteLogitsException broken -> text(broken);
            case ChatTemplateException template -> text(template);
            case ChecksumException result -> text(result);
            case NotReproducibleException run -> text(run);
            case RunRefusedException run -> text(run);
            case RunLock.HeldException held -> text(held);
            case DamagedLogException run -> text(run);
            case MalformedMatrixException run -> text(run);
            case EndpointException server -> text(server);
            case SamplerException server -> text(server);
            case IllegalArgumentException refused -> text(refused);
            case UncheckedIOException io when !isBare(io) -> text(io);
            case UncheckedIOException io -> message(Objects.requireNonNull(io.getCause()));
            case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileAlreadyExistsException exists -> exists.getFile() + ": exists already";
            case FileSystemException file -> text(file);
            case IOException io -> "reading or writing failed: " + text(io);
            case OutOfMemoryError full ->
                    "out of memory (%s); give the JVM more, e.g. CANDOR_JAVA_OPTS=-Xmx12g"
                            .formatted(text(full));
            default ->
                    "internal error: %s: %s (--debug shows where)"
                            .formatted(problem.getClass().getSimpleName(), text(problem));
        };
    }

    /// Whether it says no more than its cause.
    private static boolean isBare(UncheckedIOException io) {
        return String.valueOf(io.getCause()).equals(io.getMessage());
    }

    private static String usageMessage(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)) {
            return text(problem);
        }
        boolean noCommand =
                !unmatched.isUnknownOption()
                        && !unmatched.getCommandLine().getSubcommands().isEmpty();
        String kind = unmatched.isUnknownOption() ? "option" : noCommand ? "command" : "argument";
        List<String> suggestions = unmatched.getSuggestions();
        return "unknown %s '%s'".formatted(kind, unmatched.getUnmatched().getFirst())
                + (suggestions.isEmpty() ? "" : ", did you mean '" + suggestions.getFirst() + "'?");
    }

    private static String text(Throwable problem) {
        return Objects.requireNonNullElse(problem.getMessage(), "no further detail");
    }

    private static String oneLine(String message) {
        // A message may quote a hostile file.
        return Printable.line(message.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
