package dev.candor.guard.review;

/// What became of a decision.
public sealed interface Outcome {
    /// It stands, and is on disk.
    record Decided(Item item) implements Outcome {}

    /// It stood already: the same reviewer sent the same decision with the same key.
    record Repeated(Item item) implements Outcome {}

    /// Another decision stands; the audit log has a line about this one.
    record Lost(Item item) implements Outcome {}

    /// There is no such item.
    record Missing() implements Outcome {}
}
