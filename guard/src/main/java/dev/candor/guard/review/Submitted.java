package dev.candor.guard.review;

/// What became of a submission. When this is returned, the item is on disk.
///
/// @param added false if the response was in the queue for this reason before; the audit log then
///   has one more line about it
public record Submitted(Item item, boolean added) {}
