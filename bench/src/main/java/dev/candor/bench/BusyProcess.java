package dev.candor.bench;

import java.io.IOException;

/// Another program that wants a core for itself: a shell that counts to nothing, until closed.
final class BusyProcess implements AutoCloseable {
    /// Seconds of CPU after which the system ends it, should we be killed before we can.
    private static final int MOST_CPU_SECONDS = 3600;

    private final Process process;
    private final Thread atExit;

    private BusyProcess(Process process) {
        this.process = process;
        atExit = new Thread(process::destroyForcibly);
    }

    static BusyProcess start() throws IOException {
        String loop = "ulimit -t %d; while :; do :; done".formatted(MOST_CPU_SECONDS);
        BusyProcess busy = new BusyProcess(new ProcessBuilder("/bin/sh", "-c", loop).start());
        Runtime.getRuntime().addShutdownHook(busy.atExit);
        return busy;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// Returns when it is gone.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
