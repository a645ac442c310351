package dev.candor.app.find;

import org.jspecify.annotations.Nullable;

/// A run cannot be repeated: what says how is damaged, or what it needs is missing or another.
public final class NotReproducibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReproducibleException(String message) {
        this(message, null);
    }

    public NotReproducibleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
