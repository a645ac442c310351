package dev.candor.guard.policy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The topics of one text, each looked for once and only if asked for.
final class TextTopics {
    private final String text;
    private final Map<String, Boolean> known = new HashMap<>();
    private @Nullable SearchText search;

    TextTopics(String text) {
        this.text = text;
    }

    boolean has(Topic topic) {
        return known.computeIfAbsent(topic.name(), _ -> topic.matches(search()));
    }

    private SearchText search() {
        if (search == null) {
            search = SearchText.of(text);
        }
        return search;
    }
}
