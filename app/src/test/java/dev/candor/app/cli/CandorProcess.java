package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A command of Candor in a process of its own.
final class CandorProcess {
    private static final long POLL_NANOS = 1_000_000;
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private CandorProcess(List<String> command) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("not read to its end: " + e); // a kill may tear the pipe
        }
    }

    static CandorProcess start(List<String> arguments) {
        return new CandorProcess(java(arguments));
    }

    /// With a limit on the size of each file it writes, which it meets as it would a full disk.
    ///
    /// @param kibibytes the limit
    static CandorProcess startWithin(long kibibytes, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of("bash", "-c", "ulimit -f \"$0\"; exec \"$@\"", "" + kibibytes));
        command.addAll(java(arguments));
        return new CandorProcess(command);
    }

    private static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /// Kills it as soon as something holds.
    ///
    /// @param moment asked again and again
    /// @return whether it was killed; else it had ended by itself
    boolean killAt(Predicate<CandorProcess> moment) throws InterruptedException {
        while (process.isAlive()) {
            if (moment.test(this)) {
                process.destroyForcibly();
                break;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        int code = end();
        assertThat(code).as("%s", output).isIn(0, KILLED);
        return code == KILLED;
    }

    /// Waits for the end.
    int end() throws InterruptedException {
        int code = process.waitFor();
        reader.join();
        return code;
    }

    boolean said(String start) {
        return output.stream().anyMatch(line -> line.startsWith(start));
    }

    List<String> output() {
        return output;
    }
}
