package dev.candor.lab.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /// Folders that this process holds. To open the file once more and close it again would lift
    /// the lock: POSIX drops a process's locks on a file with the first descriptor it closes.
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// @throws HeldException if another process holds the lock, or this one does already
    public static RunLock take(Path run) {
        try {
            Path folder = run.toRealPath();
            if (!OWN.add(folder)) {
                throw new HeldException(run);
            }
            @Nullable FileChannel channel = null;
            try {
                channel = lock(folder);
            } finally {
                if (channel == null) {
                    OWN.remove(folder);
                }
            }
            if (channel == null) {
                throw new HeldException(run);
            }
            return new RunLock(folder, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(run + ": cannot be locked: " + e.getMessage(), e);
        }
    }

    /// Null if another process holds the lock.
    private static @Nullable FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OWN.remove(folder);
        }
    }
}
