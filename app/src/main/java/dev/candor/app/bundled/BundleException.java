package dev.candor.app.bundled;

import org.jspecify.annotations.Nullable;

/// What should travel with Candor is not there, or not as it was built.
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BundleException(String message) {
        this(message, null);
    }

    public BundleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
