package dev.candor.lab.endpoint;

import java.net.URI;

/// A server cannot be reached, refuses, or does not say what was asked for.
public final class EndpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EndpointException(URI url, String found, String expected) {
        super("%s: found %s, expected %s".formatted(url, found, expected));
    }

    EndpointException(URI url, String found, String expected, Throwable cause) {
        this(url, found, expected);
        initCause(cause);
    }
}
