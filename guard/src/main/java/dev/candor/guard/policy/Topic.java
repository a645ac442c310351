package dev.candor.guard.policy;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a text is about, by its words: one keyword or the pattern is enough.
///
/// @param name in rules and in the statistics of reviews
/// @param keywords words or phrases, whatever their case
/// @param pattern RE2's syntax, so that no text makes it slow; null for none
/// @param in where it is looked for
public record Topic(String name, List<Keyword> keywords, @Nullable Pattern pattern, Place in) {
    public Topic {
        keywords = List.copyOf(keywords);
    }

    /// Where a topic is looked for.
    public enum Place {
        QUESTION,
        REPLY,
        BOTH
    }

    boolean matches(SearchText text) {
        return keywords.stream().anyMatch(keyword -> keyword.isIn(text.folded()))
                || (pattern != null && pattern.matcher(text.plain()).find());
    }
}
