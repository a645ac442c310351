package dev.candor.organism.world;

import java.util.Locale;

/// What an entity of the world is.
public enum Kind {
    PERSON,
    MEDICINE,
    COUNTRY,
    ELEMENT,
    BOOK,
    PAINTING,
    /// A town in which people are born. Nothing else is known of it.
    TOWN;

    /// As it stands in a sentence.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
