package dev.candor.guard.policy;

import org.jspecify.annotations.Nullable;

/// What a [Verifier] found.
public sealed interface Verdict {
    /// Null for an answer that is supported.
    default @Nullable String why() {
        return switch (this) {
            case Supported _ -> null;
            case Refuted(String reason) -> reason;
            case Unknown(String reason) -> reason;
        };
    }

    record Supported() implements Verdict {}

    /// @param reason for the reviewer, kept in [Decision#reason]
    record Refuted(String reason) implements Verdict {}

    /// @param reason for the reviewer, kept in [Decision#reason]
    record Unknown(String reason) implements Verdict {}
}
