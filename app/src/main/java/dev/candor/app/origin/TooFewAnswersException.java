package dev.candor.app.origin;

/// A model gave too few answers of one kind for anything to be measured.
public final class TooFewAnswersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooFewAnswersException(String message) {
        super(message);
    }
}
