package dev.candor.guard.policy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// All that a user wrote, as topics look at it: the last message may only point at an earlier one.
/// May be used from several threads.
public final class UserWords {
    private final List<SearchText> texts;
    private final Map<Topic, Boolean> known = new ConcurrentHashMap<>();

    private UserWords(List<SearchText> texts) {
        this.texts = texts;
    }

    /// Each message is looked at, and all of them as one text.
    public static UserWords of(List<String> messages) {
        Stream<String> whole =
                messages.size() > 1 ? Stream.of(String.join("\n", messages)) : Stream.empty();
        return new UserWords(Stream.concat(messages.stream(), whole).map(SearchText::of).toList());
    }

    boolean match(Topic topic) {
        return known.computeIfAbsent(topic, each -> texts.stream().anyMatch(each::matches));
    }
}
