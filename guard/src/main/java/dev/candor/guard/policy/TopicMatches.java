package dev.candor.guard.policy;

import java.util.List;

/// The topics of what a user wrote and of what was replied.
///
/// @param topics that are asked for
record TopicMatches(List<Topic> topics, UserWords asked, TextTopics reply) {
    static TopicMatches of(List<Topic> topics, Observed observed) {
        return new TopicMatches(topics, observed.words(), new TextTopics(observed.reply()));
    }

    boolean has(String name) {
        return topics.stream().anyMatch(topic -> topic.name().equals(name) && has(topic));
    }

    /// Names of all that match, in the policy's order.
    List<String> all() {
        return topics.stream().filter(this::has).map(Topic::name).toList();
    }

    private boolean has(Topic topic) {
        return switch (topic.in()) {
            case QUESTION -> asked.match(topic);
            case REPLY -> reply.has(topic);
            case BOTH -> asked.match(topic) || reply.has(topic);
        };
    }
}
