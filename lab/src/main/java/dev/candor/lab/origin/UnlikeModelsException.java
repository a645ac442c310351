package dev.candor.lab.origin;

/// Two models whose neurons cannot be compared one by one.
public final class UnlikeModelsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param difference what differs, found in each
    public UnlikeModelsException(String difference) {
        super(difference + "; expected a base model and one that was tuned from it");
    }
}
