package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.MalformedModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CliTest {
    private static final Terminal NONE = new Terminal(false, false, true);
    private static final Terminal BOTH = new Terminal(true, true, true);

    private record Outcome(int code, String out, String err) {}

    @Command(name = "fails")
    private static final class Fails implements Callable<Integer> {
        private final Throwable problem;

        @Option(names = "--needed")
        private int needed;

        Fails(Throwable problem) {
            this.problem = problem;
        }

        @Override
        public Integer call() throws Exception {
            assertThat(needed).isZero();
            switch (problem) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                default -> throw new AssertionError(problem);
            }
        }
    }

    private static Outcome run(Terminal terminal, Object root, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Cli(terminal, new PrintStream(out), new PrintStream(err)).run(root, args);
        return new Outcome(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Outcome candor(String... args) {
        return run(NONE, new CandorCommand(), args);
    }

    private static Outcome failing(Throwable problem, String... args) {
        return run(NONE, new Fails(problem), args);
    }

    @Test
    void versionNamesTheProjectAndTheJdk() {
        Outcome outcome = candor("--version");
        assertThat(outcome.out()).matches("candor \\d+\\.\\d+\\.\\d+\\S*\\RJDK .*\\R");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void helpGroupsTheCommandsAndListsTheExitCodes() {
        Outcome outcome = candor("--help");
        assertThat(outcome.out().lines())
                .containsSubsequence(
                        "Usage",
                        "Work on Candor itself",
                        "Help",
                        "Options",
                        "Exit codes",
                        "Examples")
                .anyMatch(line -> line.startsWith("  completion   Print a completion script"))
                .anyMatch(line -> line.strip().equals("2   wrong command line"))
                .allMatch(line -> line.length() <= 80)
                .noneMatch(line -> line.contains("%n") || line.contains("@|"));
        assertThat(outcome.code()).isZero();
    }

    @Test
    void noCommandShowsTheHelp() {
        assertThat(candor()).isEqualTo(candor("--help"));
    }

    @Test
    void unknownCommandIsOneLineWithAGuess() {
        assertThat(candor("completon"))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                "candor: unknown command 'completon', did you mean 'completion'?;"
                                        + " 'candor --help' explains the command\n"));
    }

    @Test
    void unknownOptionOfACommandPointsAtThatCommandsHelp() {
        Outcome outcome = candor("completion", "--hush");
        assertThat(outcome.err())
                .isEqualTo(
                        "candor: unknown option '--hush'; 'candor completion --help' explains the command\n");
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void valueOfTheWrongTypeIsAUsageError() {
        Outcome outcome = failing(new AssertionError(), "--needed=much");
        assertThat(outcome.err())
                .startsWith("candor: ")
                .contains("--needed", "much")
                .hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void commandFailureEndsWithItsOwnCodeAndNoStackTrace() {
        Outcome outcome =
                failing(
                        new CommandFailure(
                                ExitCode.CLASS_TOO_SMALL, "12 correct, 700 wrong,\n needs 30"));
        assertThat(outcome)
                .isEqualTo(new Outcome(4, "", "candor: 12 correct, 700 wrong, needs 30\n"));
    }

    @Test
    void malformedModelIsRefusedInputInItsOwnWords() {
        var problem =
                new MalformedModelException(
                        Path.of("a.gguf"), "offset 0", "magic is 'ABCD', expected 'GGUF'");
        assertThat(failing(problem))
                .isEqualTo(
                        new Outcome(
                                3,
                                "",
                                "candor: a.gguf: offset 0: magic is 'ABCD', expected 'GGUF'\n"));
    }

    @Test
    void fileProblemsNameTheFileAndWhatIsWrong() {
        assertThat(failing(new NoSuchFileException("q.jsonl")).err())
                .isEqualTo("candor: q.jsonl: no such file or directory\n");
        assertThat(failing(new AccessDeniedException("q.jsonl")).err())
                .isEqualTo("candor: q.jsonl: permission denied\n");
        var full = new FileSystemException("run/x.npy", null, "No space left on device");
        assertThat(failing(new UncheckedIOException(full)))
                .isEqualTo(new Outcome(7, "", "candor: run/x.npy: No space left on device\n"));
        assertThat(failing(new IOException("No space left on device")))
                .isEqualTo(
                        new Outcome(
                                7,
                                "",
                                "candor: reading or writing failed: No space left on device\n"));
    }

    @Test
    void errorsAreReportedLikeExceptions() {
        Outcome outcome = failing(new OutOfMemoryError("Java heap space"));
        assertThat(outcome.err()).contains("Java heap space", "CANDOR_JAVA_OPTS").hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILURE.code());
    }

    @Test
    void aBugShowsItsStackTraceOnlyWithDebug() {
        var bug = new IllegalStateException("broken");
        assertThat(failing(bug))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "candor: internal error: IllegalStateException: broken (--debug shows where)\n"));
        assertThat(failing(bug, "--debug").err()).contains("\tat " + getClass().getName());
        assertThat(failing(new StackOverflowError(), "--debug").err()).contains("\tat ");
    }

    @Test
    void onlyATerminalGetsColours() {
        assertThat(run(BOTH, new CandorCommand(), "--help").out()).contains("\u001B[");
        assertThat(run(BOTH, new CandorCommand(), "nope").err()).contains("\u001B[");
        assertThat(candor("--help").out()).doesNotContain("\u001B[");
        assertThat(candor("nope").err()).doesNotContain("\u001B[");
        Terminal onlyOut = new Terminal(true, false, true);
        assertThat(run(onlyOut, new CandorCommand(), "nope").err()).doesNotContain("\u001B[");
        Terminal refused = new Terminal(true, true, false);
        assertThat(run(refused, new CandorCommand(), "--help").out()).doesNotContain("\u001B[");
    }

    @Test
    void markupInAMessageIsPrintedAsItIs() {
        Outcome outcome =
                run(BOTH, new Fails(new CommandFailure(ExitCode.FAILURE, "no @|red file|@ here")));
        assertThat(outcome.err()).contains("no @|red file|@ here");
    }

    @Test
    void completionScriptKnowsTheCommands() {
        Outcome outcome = candor("completion");
        assertThat(outcome.out())
                .startsWith("#!")
                .contains("_complete_candor", "completion", "--version");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void exitCodesKeepTheirNumbers() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
}
