package dev.candor.guard.live;

/// The model takes no more jobs, or ended before this one did.
public final class ClosingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosingException() {
        super("the model is being closed");
    }
}
