package dev.candor.guard.live;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Hands what the batch's thread tells of one reply over to the thread that asked for it.
final class ReplyQueue implements ReplyListener {
    /// How long nothing goes out before it is time to see whether anybody still listens.
    static final long PATIENCE_NANOS = 2_000_000_000;

    private sealed interface Event {
        record Token(LiveToken token) implements Event {}

        record Ended(LiveReply reply) implements Event {}

        record Failed(RuntimeException problem) implements Event {}
    }

    /// Takes tokens until it has enough.
    interface Taker {
        /// @return whether it wants more
        boolean take(LiveToken token);
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    @Override
    public void token(LiveToken token) {
        events.add(new Event.Token(token));
    }

    @Override
    public void ended(LiveReply reply) {
        events.add(new Event.Ended(reply));
    }

    @Override
    public void failed(RuntimeException problem) {
        events.add(new Event.Failed(problem));
    }

    /// Waits for the reply.
    ///
    /// @param waiting run when nothing has come for a while
    /// @return the whole reply; null if the taker had enough
    @Nullable LiveReply await(Taker taker, Runnable waiting) {
        while (true) {
            switch (next()) {
                case null -> waiting.run();
                case Event.Token(LiveToken token) -> {
                    if (!taker.take(token)) {
                        return null;
                    }
                }
                case Event.Ended(LiveReply reply) -> {
                    return reply;
                }
                case Event.Failed(RuntimeException problem) -> throw problem;
            }
        }
    }

    private @Nullable Event next() {
        try {
            return events.poll(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosingException();
        }
    }
}
