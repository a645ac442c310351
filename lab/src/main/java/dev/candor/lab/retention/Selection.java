package dev.candor.lab.retention;

/// Some of the items of the abilities.
@FunctionalInterface
public interface Selection {
    /// Every item.
    Selection ALL = (ability, item) -> true;

    boolean has(Ability ability, String item);
}
