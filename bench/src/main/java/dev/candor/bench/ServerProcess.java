package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A server of ours or the peer's, started as a user starts it and ended with us.
final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final int READY_SECONDS = 300;
    private static final int STOP_SECONDS = 40;

    private final Process process;
    private final Thread atExit;
    private @Nullable URI address;

    private ServerProcess(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// Starts a server and waits until it answers.
    ///
    /// @param address null if the server prints it
    /// @param name of the files in `work` that take what it says
    /// @throws CommandFailure if it ends before
    static ServerProcess start(
            List<String> command,
            Map<String, String> environment,
            @Nullable URI address,
            Path work,
            String name)
            throws IOException, InterruptedException {
        Path out = work.resolve(name + ".out");
        Path err = work.resolve(name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(builder.start());
        try {
            server.awaitReady(address, out, err, name);
            return server;
        } catch (IOException | InterruptedException | RuntimeException problem) {
            server.close();
            throw problem;
        }
    }

    private void awaitReady(@Nullable URI known, Path out, Path err, String name)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "%s ended with %d: %s"
                                .formatted(name, process.exitValue(), LlamaCpp.lastLine(err)));
            }
            URI told = known == null ? printed(out) : known;
            if (told != null && answers(told)) {
                address = told;
                return;
            }
            Thread.sleep(50);
        }
        throw new CommandFailure(
                ExitCode.FAILURE,
                "%s does not answer after %d s, expected it to".formatted(name, READY_SECONDS));
    }

    private static @Nullable URI printed(Path out) throws IOException {
        Matcher found = ADDRESS.matcher(Files.readString(out));
        return found.find() ? URI.create(found.group()) : null;
    }

    private static boolean answers(URI server) throws InterruptedException {
        try (ServingClient client = new ServingClient(server, 1)) {
            return client.get("/health") != null;
        }
    }

    /// A port of this machine that was free just now.
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI address() {
        if (address == null) {
            throw new IllegalStateException("the server is not ready");
        }
        return address;
    }

    long pid() {
        return process.pid();
    }

    /// Ends it as a loss of power would (`kill -9`), and returns when it is gone.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Asks it to end, and ends it if it does not.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The hook runs already.
        }
    }
}
