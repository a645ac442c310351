package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A program as a user starts it, watched from outside until it ends.
///
/// @param seconds from before the process is made to the first byte on its standard output
/// @param cpuSeconds it had used by then, on all cores
/// @param resident the most of each while it ran, looked at every 10 ms
/// @param out all that it printed
record WatchedStart(double seconds, double cpuSeconds, Resident resident, String out) {
    private static final int LOOK_EVERY_MILLIS = 10;

    /// @param err file for its standard error
    /// @throws CommandFailure if it fails or prints nothing
    static WatchedStart of(List<String> command, Path err)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            Memory memory = new Memory(process);
            InputStream in = process.getInputStream();
            int first = in.read();
            double seconds = (System.nanoTime() - start) / 1e9;
            Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(first);
            in.transferTo(out);
            if (process.waitFor() != 0 || first < 0) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "%s ended with %d and %d bytes, expected 0 and an answer: %s"
                                .formatted(
                                        String.join(" ", command),
                                        process.exitValue(),
                                        first < 0 ? 0 : out.size(),
                                        Files.readString(err).strip()));
            }
            String text = out.toString(StandardCharsets.UTF_8);
            return new WatchedStart(seconds, cpu.toNanos() / 1e9, memory.most(), text);
        } finally {
            process.destroy();
        }
    }

    /// Looks at a process from a thread of its own, as this one waits for what it prints.
    private static final class Memory {
        private final Thread looking;
        private volatile Resident most = Resident.UNKNOWN;

        Memory(Process process) {
            looking =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                while (process.isAlive()) {
                                    most = most.atMost(Resident.of(process.pid()));
                                    pause();
                                }
                            });
        }

        private static void pause() {
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
        }

        Resident most() throws InterruptedException {
            looking.join();
            return most;
        }
    }
}
