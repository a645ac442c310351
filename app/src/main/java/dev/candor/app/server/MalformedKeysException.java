package dev.candor.app.server;

/// A file of API keys says something else.
public final class MalformedKeysException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedKeysException(String message) {
        super(message);
    }
}
