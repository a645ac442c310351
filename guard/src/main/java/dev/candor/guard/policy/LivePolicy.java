package dev.candor.guard.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The policy of a file as it is now. The file is looked at when asked for, at most once a second,
/// and a change is taken over once it stood unchanged from one look to the next: half a file may be
/// a policy too, with rules missing. What cannot be taken over leaves the policy as it was.
///
/// May be shared between threads; one of them looks, the others go on.
public final class LivePolicy {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] NONE = {};

    private final Path file;
    private final Consumer<PolicyProblem> problems;
    private final LongSupplier nanos;
    private final ReentrantLock looking = new ReentrantLock();

    private volatile Policy policy;
    private volatile long lookedNanos;

    // Below: held by `looking`.
    private byte[] taken;

    /// Differs from what is taken and from what was refused; to be seen twice.
    private byte[] seen = NONE;

    private byte[] refused = NONE;
    private @Nullable String unreadable;

    private LivePolicy(
            Path file, byte[] bytes, Consumer<PolicyProblem> problems, LongSupplier nanos) {
        this.file = file;
        this.problems = problems;
        this.nanos = nanos;
        this.policy = PolicyFile.parse(file, bytes);
        this.taken = bytes;
        this.lookedNanos = nanos.getAsLong();
    }

    /// @param problems told once of each version that is refused
    /// @throws MalformedPolicyException if the file holds no policy now
    public static LivePolicy of(Path file, Consumer<PolicyProblem> problems) throws IOException {
        return of(file, problems, System::nanoTime);
    }

    static LivePolicy of(Path file, Consumer<PolicyProblem> problems, LongSupplier nanos)
            throws IOException {
        return new LivePolicy(file, PolicyFile.bytes(file), problems, nanos);
    }

    /// One answer is decided on by one policy: ask once for each.
    public Policy current() {
        if (isDue() && looking.tryLock()) {
            try {
                if (isDue()) {
                    lookedNanos = nanos.getAsLong();
                    look();
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

    /// Compares what the file holds: times of change are too coarse to rely on.
    private void look() {
        byte[] now;
        try {
            now = PolicyFile.bytes(file);
        } catch (IOException e) {
            seen = NONE;
            reportOnce(e);
            return;
        }
        unreadable = null;
        if (Arrays.equals(now, taken)) {
            seen = NONE;
            refused = NONE;
        } else if (!Arrays.equals(now, refused)) {
            consider(now);
        }
    }

    private void consider(byte[] now) {
        if (!Arrays.equals(now, seen)) {
            seen = now;
            return;
        }
        try {
            policy = PolicyFile.parse(file, now);
            taken = now;
            refused = NONE;
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
