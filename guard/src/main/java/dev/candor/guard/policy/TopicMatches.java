package dev.candor.guard.policy;

import java.util.List;

/// The topics of a question and of what was replied to it.
///
/// @param topics that are asked for
/// @param question may be kept from one look at the reply to the next
record TopicMatches(List<Topic> topics, TextTopics question, TextTopics reply) {
    boolean has(String name) {
        return topics.stream().anyMatch(topic -> topic.name().equals(name) && has(topic));
    }

    /// Names of all that match, in the policy's order.
    List<String> all() {
        return topics.stream().filter(this::has).map(Topic::name).toList();
    }

    private boolean has(Topic topic) {
        return switch (topic.in()) {
            case QUESTION -> question.has(topic);
            case REPLY -> reply.has(topic);
            case BOTH -> question.has(topic) || reply.has(topic);
        };
    }
}
