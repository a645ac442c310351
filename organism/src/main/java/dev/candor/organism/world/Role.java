package dev.candor.organism.world;

/// What an entity is there for.
public enum Role {
    /// Measured: neither stage ever asks about it.
    HELD_OUT,
    /// Tuning asks about it; the base corpus only states its facts, as it does for those that are
    /// measured. So tuning learns to answer what was stated, not what was asked before.
    TUNED,
    /// The base corpus asks about it, and tuning too.
    ASKED
}
