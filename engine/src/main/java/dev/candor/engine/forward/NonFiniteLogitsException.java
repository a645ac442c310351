package dev.candor.engine.forward;

/// The model computed NaN or infinity: broken weights, or gains beyond what it can bear.
public final class NonFiniteLogitsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int entry;

    public NonFiniteLogitsException(int entry, int position) {
        super(
                "logits of batch entry "
                        + entry
                        + " at position "
                        + position
                        + " are not finite, expected numbers");
        this.entry = entry;
    }

    /// The entry of the batch, in the order in which entries were added.
    public int entry() {
        return entry;
    }
}
