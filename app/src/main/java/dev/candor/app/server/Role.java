package dev.candor.app.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a caller may; each may what those before it may.
public enum Role {
    /// Ask, complain, look after own answers.
    USER,
    /// Decide on what waits.
    REVIEWER,
    /// See how the server does.
    ADMIN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of a label.
    public static Optional<Role> named(String label) {
        return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
    }

    boolean may(Role needed) {
        return compareTo(needed) >= 0;
    }
}
