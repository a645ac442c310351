package dev.candor.guard.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// From the tree of a policy file to the policy.
final class PolicyReader {
    private static final int MOST_TOPICS = 100;
    private static final int MOST_RULES = 1_000;

    private static final Map<String, Mode> MODES =
            Map.of("buffered", Mode.BUFFERED, "streaming", Mode.STREAMING);
    private static final Map<String, Fail> FAILS = Map.of("open", Fail.OPEN, "closed", Fail.CLOSED);

    private PolicyReader() {}

    static Policy read(String name, String sha256, YamlValue root) {
        YamlFields fields = root.fields("keys such as version and rules");
        fields.only(
                "version",
                "mode",
                "fail",
                "sentences",
                "topics",
                "rules",
                "otherwise",
                "no-score",
                "spot-check");
        fields.required("version").integer(1, 1);
        Mode mode = fields.optional("mode").map(word -> word.oneOf(MODES)).orElse(Mode.BUFFERED);
        Fail fail = fields.optional("fail").map(word -> word.oneOf(FAILS)).orElse(Fail.CLOSED);
        Wordings sentences =
                fields.optional("sentences").map(PolicyReader::sentences).orElse(Wordings.DEFAULT);
        List<Topic> topics = fields.optional("topics").map(PolicyReader::topics).orElse(List.of());
        ActionReader actions = new ActionReader(mode, sentences);
        return new Policy(
                name,
                sha256,
                mode,
                fail,
                topics,
                rules(fields.required("rules"), new ConditionReader(topics), actions),
                fields.optional("otherwise").map(actions::read).orElse(new Action.Allow()),
                fields.optional("no-score").map(actions::read).orElse(fail.action(sentences)),
                sentences,
                fields.optional("spot-check")
                        .map(PolicyReader::spotCheck)
                        .orElse(new SpotCheck(0, 0)));
    }

    private static Wordings sentences(YamlValue value) {
        YamlFields fields = value.fields("abstain and review").only("abstain", "review");
        Wordings usual = Wordings.DEFAULT;
        return new Wordings(
                fields.optional("abstain").map(v -> v.text("a sentence")).orElse(usual.abstain()),
                fields.optional("review").map(v -> v.text("a sentence")).orElse(usual.review()));
    }

    private static List<Topic> topics(YamlValue value) {
        YamlFields fields = value.fields("names of topics");
        if (fields.values().size() > MOST_TOPICS) {
            throw value.problem("found more than " + MOST_TOPICS + " topics, expected fewer");
        }
        fields.keys().values().forEach(YamlValue::label);
        List<Topic> topics = new ArrayList<>();
        fields.values().forEach((name, topic) -> topics.add(TopicReader.read(name, topic)));
        return topics;
    }

    private static List<Rule> rules(
            YamlValue value, ConditionReader conditions, ActionReader actions) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue item : value.items(MOST_RULES)) {
            YamlFields fields = item.fields("name, when and then").only("name", "when", "then");
            YamlValue name = fields.required("name");
            String word = name.label();
            if (!names.add(word)) {
                throw name.refuse("a name that no rule before has");
            }
            rules.add(
                    new Rule(
                            word,
                            conditions.read(fields.required("when")),
                            actions.read(fields.required("then"))));
        }
        return rules;
    }

    private static SpotCheck spotCheck(YamlValue value) {
        String expected = "a share from 0 to 1";
        if (!value.isMapping()) {
            return new SpotCheck(value.number(0, 1, expected), 0);
        }
        YamlFields fields = value.fields(expected).only("share", "seed");
        return new SpotCheck(
                fields.required("share").number(0, 1, expected),
                fields.optional("seed").map(seed -> seed.integer(0, Integer.MAX_VALUE)).orElse(0));
    }
}
