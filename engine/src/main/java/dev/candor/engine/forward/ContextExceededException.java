package dev.candor.engine.forward;

/// More tokens than the model has positions for.
public final class ContextExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContextExceededException(int tokens, int context) {
        super("prompt of " + tokens + " tokens is longer than the context of " + context);
    }
}
