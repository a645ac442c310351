package dev.candor.guard.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The conditions of a rule.
final class ConditionReader {
    private static final int LONGEST = 10_000_000;

    private final Map<String, String> topics;

    ConditionReader(List<Topic> topics) {
        this.topics =
                topics.stream()
                        .map(Topic::name)
                        .collect(Collectors.toMap(Function.identity(), n -> n));
    }

    List<Condition> read(YamlValue value) {
        YamlFields fields = value.fields("topic, risk, no-score or length");
        fields.only("topic", "risk", "no-score", "length");
        List<Condition> conditions = new ArrayList<>();
        fields.optional("topic").map(this::topic).ifPresent(conditions::add);
        fields.optional("risk").map(ConditionReader::risk).ifPresent(conditions::add);
        fields.optional("no-score").map(ConditionReader::noScore).ifPresent(conditions::add);
        fields.optional("length").map(ConditionReader::length).ifPresent(conditions::add);
        if (conditions.isEmpty()) {
            throw value.problem("found no condition, expected topic, risk, no-score or length");
        }
        if (fields.values().keySet().containsAll(List.of("risk", "no-score"))) {
            throw fields.required("no-score")
                    .problem("found it beside risk, expected one of them: no answer has both");
        }
        return conditions;
    }

    private Condition topic(YamlValue value) {
        if (topics.isEmpty()) {
            throw value.refuse("no topic, since the policy has none");
        }
        return new Condition.About(value.oneOf(topics));
    }

    private static Condition risk(YamlValue value) {
        String expected = "a number from 0 to 1 or threshold";
        return value.isWord() && value.text(expected).equals("threshold")
                ? new Condition.AboveThreshold()
                : new Condition.RiskAtLeast(value.number(0, 1, expected));
    }

    private static Condition noScore(YamlValue value) {
        value.requireTrue();
        return new Condition.NoScore();
    }

    private static Condition length(YamlValue value) {
        YamlFields fields = value.fields("above, below or both").only("above", "below");
        int above = fields.optional("above").map(v -> v.integer(0, LONGEST)).orElse(-1);
        int below =
                fields.optional("below").map(v -> v.integer(1, LONGEST)).orElse(Integer.MAX_VALUE);
        if (fields.values().isEmpty() || below - 1 <= above) {
            throw value.problem("found no length that fits, expected above, below or both");
        }
        return new Condition.Length(above, below);
    }
}
