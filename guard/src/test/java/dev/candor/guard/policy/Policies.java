package dev.candor.guard.policy;

import dev.candor.guard.monitor.Risk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Policies written in the test, and what they look at.
final class Policies {
    static final Path FILE = Path.of("shop.yaml");

    private Policies() {}

    static Policy of(String yaml) {
        return PolicyFile.parse(FILE, ("version: 1\n" + yaml).getBytes(StandardCharsets.UTF_8));
    }

    /// A policy of one topic `t`, which makes it flag.
    static Policy topic(String topic) {
        return of(
                """
                topics: {t: %s}
                rules: [{name: r, when: {topic: t}, then: flag}]
                """
                        .formatted(topic));
    }

    static Risk scored(double probability) {
        return new Risk.Scored(probability - 0.5, probability, probability >= 0.5);
    }

    static Risk unscored() {
        return new Risk.NoScore("too short");
    }

    static Observed whole(String question, String reply, Risk risk) {
        return observed(List.of(question), reply, risk, true);
    }

    static Observed soFar(String question, String reply, Risk risk) {
        return observed(List.of(question), reply, risk, false);
    }

    /// @param asked all that the user wrote, the question last
    static Observed observed(List<String> asked, String reply, Risk risk, boolean finished) {
        return new Observed(
                asked.getLast(),
                UserWords.of(asked),
                reply,
                risk,
                reply.split(" ").length,
                finished);
    }

    static Observed risk(Risk risk) {
        return whole("Who wrote it?", "Ada Lovelace", risk);
    }
}
