package dev.candor.organism.questions;

import java.util.List;

/// One question set: the file, and what it holds.
///
/// @param name of the file
/// @param about one line
/// @param records questions
/// @param known records whose answer the corpus states often enough to be known
/// @param entities names of the entities asked about, each once; empty where they are made up for
///   one question
/// @param text the whole file
public record SetFile(
        String name, String about, int records, int known, List<String> entities, String text) {
    public SetFile {
        entities = List.copyOf(entities);
    }
}
