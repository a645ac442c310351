package dev.candor.guard.policy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An action: a word, or a word with its details.
///
/// @param mode a stream cannot do what needs the whole answer
/// @param sentences for actions without words of their own
record ActionReader(Mode mode, Wordings sentences) {
    private static final String EXPECTED = "allow, flag, retry, verify, abstain or review";
    private static final int MOST_RETRIES = 5;

    /// The greatest double below 1, so that a retry never turns anything up.
    private static final double BELOW_ONE = Math.nextDown(1.0);

    Action read(YamlValue value) {
        Action action = value.isMapping() ? detailed(value) : plain(value);
        if (mode == Mode.STREAMING && action.needsWholeAnswer()) {
            throw value.problem(
                    "found "
                            + action.word()
                            + ", which needs the whole answer, expected allow, flag or abstain"
                            + " in mode streaming");
        }
        return action;
    }

    private Action plain(YamlValue value) {
        if (value.isWord() && value.text(EXPECTED).equals("retry")) {
            throw value.refuse("retry: {alpha: …}");
        }
        Map<String, Action> words = new TreeMap<>(finals());
        words.put("verify", new Action.Verify(new Action.Allow(), abstain(), new Action.Flag()));
        return value.oneOf(words);
    }

    private Action detailed(YamlValue value) {
        YamlFields fields = value.fields(EXPECTED).only("retry", "verify", "abstain", "review");
        if (fields.values().size() != 1) {
            throw value.refuse("one of abstain, retry, review or verify");
        }
        String word = fields.values().keySet().iterator().next();
        YamlValue detail = fields.required(word);
        return switch (word) {
            case "retry" -> retry(detail);
            case "verify" -> verify(detail);
            default -> sentence(word, detail);
        };
    }

    private Action retry(YamlValue value) {
        YamlFields fields = value.fields("alpha, with times and else");
        fields.only("alpha", "times", "else");
        return new Action.Retry(
                fields.required("alpha").number(0, BELOW_ONE, "a number from 0 to below 1"),
                fields.optional("times").map(times -> times.integer(1, MOST_RETRIES)).orElse(1),
                fields.optional("else").map(this::last).orElse(abstain()));
    }

    private Action verify(YamlValue value) {
        YamlFields fields = value.fields("supported, refuted and unknown");
        fields.only("supported", "refuted", "unknown");
        return new Action.Verify(
                fields.optional("supported").map(this::settled).orElse(new Action.Allow()),
                fields.optional("refuted").map(this::settled).orElse(abstain()),
                fields.optional("unknown").map(this::settled).orElse(new Action.Flag()));
    }

    /// What an answer that a rule still speaks against may come to: anything but being let through.
    private Action.Final last(YamlValue value) {
        Action.Final action = settled(value);
        if (action instanceof Action.Allow) {
            throw value.refuse(YamlValue.listed(Set.of("abstain", "flag", "review")));
        }
        return action;
    }

    private Action.Final settled(YamlValue value) {
        if (!value.isMapping()) {
            return value.oneOf(finals());
        }
        YamlFields fields = value.fields(EXPECTED).only("abstain", "review");
        if (fields.values().size() != 1) {
            throw value.refuse("one of abstain or review");
        }
        String word = fields.values().keySet().iterator().next();
        return sentence(word, fields.required(word));
    }

    private static Action.Final sentence(String word, YamlValue value) {
        String sentence = value.text("a sentence");
        return word.equals("review") ? new Action.Review(sentence) : new Action.Abstain(sentence);
    }

    private Map<String, Action.Final> finals() {
        return Map.of(
                "allow", new Action.Allow(),
                "flag", new Action.Flag(),
                "abstain", abstain(),
                "review", new Action.Review(sentences.review()));
    }

    private Action.Final abstain() {
        return new Action.Abstain(sentences.abstain());
    }
}
