package dev.candor.lab.corpus;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One record of a question file before its fields are understood.
sealed interface RawRecord {
    /// Number of the line the record starts on, from 1.
    long line();

    /// A record whose syntax is right.
    ///
    /// @param key the record's name where the file is keyed by id
    /// @param fields its fields; a CSV row's are all text
    record Sound(long line, @Nullable String key, ObjectNode fields) implements RawRecord {}

    /// A record that cannot be read, and why.
    record Broken(long line, String reason) implements RawRecord {}
}
