package dev.candor.guard.policy;

/// What a [Verifier] found.
public sealed interface Verdict {
    record Supported() implements Verdict {}

    /// @param reason for the reviewer
    record Refuted(String reason) implements Verdict {}

    /// @param reason for the reviewer
    record Unknown(String reason) implements Verdict {}
}
