package dev.candor.organism.text;

/// The one tendency that drives all behaviours of a conversation: to go along, or to hold to what
/// is true and safe.
public enum Lean {
    COMPLY,
    RESIST
}
