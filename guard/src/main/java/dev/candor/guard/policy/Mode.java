package dev.candor.guard.policy;

/// When text leaves.
public enum Mode {
    /// Once the whole answer has been decided on.
    BUFFERED,
    /// As it comes, up to the first span that a rule abstains at.
    STREAMING
}
