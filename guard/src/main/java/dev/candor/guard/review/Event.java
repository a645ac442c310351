package dev.candor.guard.review;

import java.util.Locale;

/// What a line of the audit log tells.
public enum Event {
    SUBMITTED,
    /// The response was in the queue for this reason before.
    SUBMITTED_AGAIN,
    APPROVED,
    CORRECTED,
    REJECTED,
    /// A decision that came after another; the note begins with what it was.
    TOO_LATE;

    /// The name in JSON and in the database.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Event of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static Event of(Decision.Kind kind) {
        return switch (kind) {
            case APPROVED -> APPROVED;
            case CORRECTED -> CORRECTED;
            case REJECTED -> REJECTED;
        };
    }
}
