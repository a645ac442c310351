package dev.candor.guard.review;

/// A complaint that the queue does not take: with it, those about the reply would be more than are
/// kept.
public final class TooManyComplaintsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyComplaintsException(String message) {
        super(message);
    }
}
