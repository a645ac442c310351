package dev.candor.lab.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a run's folder for one process; the system lifts it when the process ends, however it
/// does.
public final class RunLock implements AutoCloseable {
    /// Another process works in the folder.
    public static final class HeldException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HeldException(Path run) {
            super(run + ": is in use by another process; wait for it, or name another folder");
        }
    }

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws HeldException if another process holds the lock
    public static RunLock take(Path run) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            run.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new HeldException(run);
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(run + ": cannot be locked: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
