package dev.candor.lab.probe;

/// A probe used with a model it was not made on.
public final class OtherModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OtherModelException(String message) {
        super(message);
    }
}
