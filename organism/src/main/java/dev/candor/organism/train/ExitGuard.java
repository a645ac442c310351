package dev.candor.organism.train;

import java.util.concurrent.locks.ReentrantLock;

/// Lets a process end between two pieces of work only. libtorch is torn down while the JVM exits,
/// and crashes if it is computing; so an exit (Ctrl-C, SIGTERM) waits for the piece at hand, does
/// what is to be done last, and no other piece begins.
final class ExitGuard implements AutoCloseable {
    /// Fair, so that the exit comes before the next piece.
    private final ReentrantLock working = new ReentrantLock(true);

    private final Thread hook;

    /// @param last done when the process is told to end
    ExitGuard(Runnable last) {
        hook =
                new Thread(() -> {
                    // Never given back: whoever wants to work on waits until the end.
                    working.lock();
                    last.run();
                });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void work(Runnable piece) {
        working.lock();
        try {
            piece.run();
        } finally {
            working.unlock();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process ends already, and the hook is at work.
        }
    }
}
