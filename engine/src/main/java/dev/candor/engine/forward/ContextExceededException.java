package dev.candor.engine.forward;

/// More tokens than the model has positions for, or as many, so that none is left for a reply.
public final class ContextExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContextExceededException(int tokens, int context) {
        super(
                "prompt of "
                        + tokens
                        + " tokens "
                        + (tokens > context ? "is longer than" : "leaves no room for a reply in")
                        + " the context of "
                        + context);
    }
}
