package dev.candor.engine.forward;

/// The model computed NaN or infinity: broken weights, or gains beyond what it can bear.
public final class NonFiniteLogitsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NonFiniteLogitsException(int entry, int position) {
        super(
                "logits of batch entry "
                        + entry
                        + " at position "
                        + position
                        + " are not finite, expected numbers");
    }
}
