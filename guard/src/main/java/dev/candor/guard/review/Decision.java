package dev.candor.guard.review;

import org.jspecify.annotations.Nullable;

/// What a reviewer says of an item.
///
/// @param answer the right one if corrected, else null
/// @param key the client's own, by which a decision that is sent again is known; null if it has
///   none
public record Decision(
        Kind kind,
        String reviewer,
        @Nullable String answer,
        @Nullable String note,
        @Nullable String key) {
    /// What is decided.
    public enum Kind {
        APPROVED,
        CORRECTED,
        REJECTED;

        State state() {
            return switch (this) {
                case APPROVED -> State.APPROVED;
                case CORRECTED -> State.CORRECTED;
                case REJECTED -> State.REJECTED;
            };
        }
    }

    public Decision {
        if (reviewer.isBlank()) {
            throw new IllegalArgumentException("the decision has no reviewer");
        }
        if (kind == Kind.CORRECTED && (answer == null || answer.isBlank())) {
            throw new IllegalArgumentException(
                    "corrected without an answer, expected the right one");
        }
        if (kind != Kind.CORRECTED && answer != null) {
            throw new IllegalArgumentException(
                    kind.state().label() + " with an answer, expected one only if corrected");
        }
    }
}
