package dev.candor.lab.origin;

/// Two models whose neurons cannot be compared one by one.
public final class UnlikeModelsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param difference what differs, found in each
    /// @param expected what the two should have been
    public UnlikeModelsException(String difference, String expected) {
        super(difference + "; expected " + expected);
    }
}
