package dev.candor.lab.corpus;

import java.util.List;

/// One question with the answers that count as right.
///
/// @param id unique within a run; `source` + `#` + the file's own id, or a hash of the normalised
///   text where it has none
/// @param source name of the question set, from its file name
/// @param text the question as asked, without any instruction suffix
/// @param aliases accepted answers, at least one, in the file's order, without repeats
public record Question(String id, String source, String text, List<String> aliases) {
    public Question {
        aliases = List.copyOf(aliases);
        if (text.isBlank() || aliases.isEmpty()) {
            throw new IllegalArgumentException("question " + id + " has no text or no answer");
        }
    }
}
