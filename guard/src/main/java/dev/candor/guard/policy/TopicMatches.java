package dev.candor.guard.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The topics of one observation, each looked for once and only if asked for.
final class TopicMatches {
    private final List<Topic> topics;
    private final Observed observed;
    private final Map<String, Boolean> known = new HashMap<>();
    private @Nullable SearchText reply;

    TopicMatches(List<Topic> topics, Observed observed) {
        this.topics = topics;
        this.observed = observed;
    }

    boolean has(String name) {
        return topics.stream().anyMatch(topic -> topic.name().equals(name) && has(topic));
    }

    /// Names of all that match, in the policy's order.
    List<String> all() {
        return topics.stream().filter(this::has).map(Topic::name).toList();
    }

    private boolean has(Topic topic) {
        return known.computeIfAbsent(topic.name(), _ -> isIn(topic));
    }

    private boolean isIn(Topic topic) {
        return switch (topic.in()) {
            case QUESTION -> observed.words().match(topic);
            case REPLY -> topic.matches(reply());
            case BOTH -> observed.words().match(topic) || topic.matches(reply());
        };
    }

    private SearchText reply() {
        if (reply == null) {
            reply = SearchText.of(observed.reply());
        }
        return reply;
    }
}
