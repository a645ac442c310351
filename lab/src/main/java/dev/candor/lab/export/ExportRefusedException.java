package dev.candor.lab.export;

/// An export that would be empty, inexact or unreadable. The message names what was found and what
/// was expected.
public final class ExportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExportRefusedException(String message) {
        super(message);
    }
}
