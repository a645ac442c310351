package dev.candor.guard.review;

import org.jspecify.annotations.Nullable;

/// The queue's database cannot be used. One message: which database, without its password, what was
/// found, what was expected.
public final class ReviewQueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReviewQueueException(String message) {
        this(message, null);
    }

    public ReviewQueueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
