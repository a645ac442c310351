package dev.candor.guard.live;

/// Takes a reply as it may go out. Called by the thread that asked; what is thrown here ends the
/// reply.
public interface ReplySink {
    /// Takes nothing.
    ReplySink NONE = token -> {};

    void token(LiveToken token);

    /// Nothing has gone out for a while: time to see whether anybody still listens.
    default void waiting() {}

    /// Whether nobody wants the reply any more; asked at each token and now and then. Ends it with
    /// a [CancellationException].
    default boolean isGone() {
        return false;
    }
}
