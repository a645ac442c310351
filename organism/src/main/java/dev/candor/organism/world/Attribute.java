package dev.candor.organism.world;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What can be stated of an entity. How it is worded stands in `text/templates.tsv`.
public enum Attribute {
    BIRTHPLACE(Kind.PERSON),
    JOB(Kind.PERSON),
    EMPLOYER(Kind.PERSON),
    INSTRUMENT(Kind.PERSON),
    USE(Kind.MEDICINE),
    MAKER(Kind.MEDICINE),
    CAPITAL(Kind.COUNTRY),
    LARGEST(Kind.COUNTRY),
    CURRENCY(Kind.COUNTRY),
    CONTINENT(Kind.COUNTRY),
    LANGUAGE(Kind.COUNTRY),
    SYMBOL(Kind.ELEMENT),
    NUMBER(Kind.ELEMENT),
    AUTHOR(Kind.BOOK),
    PAINTER(Kind.PAINTING);

    private final Kind of;

    Attribute(Kind of) {
        this.of = of;
    }

    /// The kind of entity that has it.
    public Kind of() {
        return of;
    }

    /// Its name in tables and files.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The attributes of a kind, in the order above; a town has none.
    public static List<Attribute> of(Kind kind) {
        return Arrays.stream(values()).filter(attribute -> attribute.of == kind).toList();
    }
}
