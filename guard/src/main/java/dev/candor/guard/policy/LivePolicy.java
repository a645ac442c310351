package dev.candor.guard.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The policy of a file as it is now. The file is looked at when asked for, before the answer, if
/// the last look is a second old; so no answer is decided on by a text that was replaced more than
/// two seconds before, however rarely somebody asks.
///
/// A change is taken over once it stood for a second, by the file's time or from one look to the
/// next: half a file may be a policy too, with rules missing. What cannot be taken over leaves the
/// policy as it was.
///
/// May be shared between threads; one of them looks, the others wait for it.
public final class LivePolicy {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration STANDS = Duration.ofSeconds(1);

    private final Path file;
    private final Consumer<PolicyProblem> problems;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();

    private volatile Policy policy;
    private volatile long lookedNanos;

    // Below: held by `looking`.
    private byte[] taken;

    /// Differs from what is taken and from what was refused; to be seen twice. Null for none: an
    /// empty file is a version too.
    private byte @Nullable [] seen;

    private byte @Nullable [] refused;
    private @Nullable String unreadable;

    private LivePolicy(
            Path file,
            byte[] bytes,
            Consumer<PolicyProblem> problems,
            LongSupplier nanos,
            InstantSource clock) {
        this.file = file;
        this.problems = problems;
        this.nanos = nanos;
        this.clock = clock;
        this.policy = PolicyFile.parse(file, bytes);
        this.taken = bytes;
        this.lookedNanos = nanos.getAsLong();
    }

    /// @param problems told once of each version that is refused
    /// @throws MalformedPolicyException if the file holds no policy now
    public static LivePolicy of(Path file, Consumer<PolicyProblem> problems) throws IOException {
        return of(file, problems, System::nanoTime, InstantSource.system());
    }

    /// @param nanos says when to look again
    /// @param clock what the file's time is compared with
    static LivePolicy of(
            Path file, Consumer<PolicyProblem> problems, LongSupplier nanos, InstantSource clock)
            throws IOException {
        return new LivePolicy(file, PolicyFile.bytes(file), problems, nanos, clock);
    }

    /// One answer is decided on by one policy: ask once for each.
    public Policy current() {
        if (isDue()) {
            looking.lock();
            try {
                if (isDue()) {
                    long now = nanos.getAsLong();
                    try {
                        look();
                    } finally {
                        // Last: who sees it need not wait for what was found.
                        lookedNanos = now;
                    }
                }
            } finally {
                looking.unlock();
            }
        }
        return policy;
    }

    private boolean isDue() {
        return nanos.getAsLong() - lookedNanos >= INTERVAL_NANOS;
    }

    /// Compares what the file holds: times of change are too coarse to tell that there was one.
    private void look() {
        byte[] now;
        boolean stood;
        try {
            FileTime before = Files.getLastModifiedTime(file);
            now = PolicyFile.bytes(file);
            stood = isOld(before) && Files.getLastModifiedTime(file).equals(before);
        } catch (IOException e) {
            seen = null;
            reportOnce(e);
            return;
        }
        unreadable = null;
        if (Arrays.equals(now, taken)) {
            seen = null;
            refused = null;
        } else if (Arrays.equals(now, refused)) {
            seen = null;
        } else if (stood || Arrays.equals(now, seen)) {
            seen = null;
            take(now);
        } else {
            seen = now;
        }
    }

    private boolean isOld(FileTime change) {
        return !change.toInstant().isAfter(clock.instant().minus(STANDS));
    }

    private void take(byte[] now) {
        try {
            policy = PolicyFile.parse(file, now);
            taken = now;
            refused = null;
        } catch (RuntimeException e) {
            refused = now;
            problems.accept(new PolicyProblem(String.valueOf(e.getMessage()), policy));
        }
    }

    private void reportOnce(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (!message.equals(unreadable)) {
            unreadable = message;
            problems.accept(new PolicyProblem(message, policy));
        }
    }
}
