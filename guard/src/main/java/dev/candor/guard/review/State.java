package dev.candor.guard.review;

import java.util.Locale;

/// Where an item stands. What is not pending stays as it is.
public enum State {
    PENDING,
    APPROVED,
    CORRECTED,
    REJECTED;

    /// The name in JSON and in the database.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
