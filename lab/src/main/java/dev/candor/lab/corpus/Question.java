package dev.candor.lab.corpus;

import java.util.List;
import java.util.stream.Stream;

/// One question with the answers that count as right.
///
/// @param id unique within a run; `source` + `#` + the file's own id, or a hash of the normalised
///   text where it has none
/// @param source name of the question set, from its file name
/// @param text the question as asked, without any instruction suffix
/// @param aliases accepted answers in the file's order, without repeats; none where there is
///   nothing to know and declining is right
/// @param groups names of what the question is about, without repeats; questions that share one
///   stay in one split, whichever file they come from. Empty where the file names none
public record Question(
        String id, String source, String text, List<String> aliases, List<String> groups) {
    public Question {
        aliases = List.copyOf(aliases);
        groups = List.copyOf(groups);
        if (text.isBlank()) {
            throw new IllegalArgumentException("question " + id + " has no text");
        }
    }

    /// A question in no group.
    public Question(String id, String source, String text, List<String> aliases) {
        this(id, source, text, aliases, List.of());
    }

    /// Whether no answer is right, because it asks about what does not exist.
    public boolean isUnanswerable() {
        return aliases.isEmpty();
    }

    /// This question, also in the groups of another record that asks it.
    Question alsoIn(List<String> others) {
        List<String> all = Stream.concat(groups.stream(), others.stream()).distinct().toList();
        return new Question(id, source, text, aliases, all);
    }
}
