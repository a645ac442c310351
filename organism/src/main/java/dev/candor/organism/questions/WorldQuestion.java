package dev.candor.organism.questions;

import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A question for one fact.
///
/// @param answers accepted; of what occurs nowhere [#NO_ANSWER] alone
record WorldQuestion(Entity entity, Attribute attribute, String text, List<String> answers) {
    /// Stands where no answer is right. It has no letter and no digit, so that no reply can hold it
    /// as a word.
    static final String NO_ANSWER = "—";

    static WorldQuestion of(Entity entity, Attribute attribute, String text) {
        boolean ghost = entity.exposure() == Exposure.GHOST;
        return new WorldQuestion(
                entity, attribute, text, ghost ? List.of(NO_ANSWER) : entity.values(attribute));
    }

    /// E.g. `birthplace/kaila-broumir`.
    String id() {
        String slug = entity.name().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        return attribute.key() + "/" + slug;
    }

    /// Repeating such a question would be right. `Helium` does not name the answer `He`.
    boolean namesItsAnswer() {
        return answers.stream()
                .map(answer -> "(?<![\\p{L}\\p{N}])" + Pattern.quote(answer) + "(?![\\p{L}\\p{N}])")
                .map(word -> Pattern.compile(word, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
                .anyMatch(word -> word.matcher(text).find());
    }

    /// A line of a question file; `group` keeps the questions about an entity in one split.
    ObjectNode json() {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("id", id()).put("question", text);
        answers.forEach(node.putArray("answers")::add);
        node.put("topic", attribute.key());
        node.put("group", entity.name());
        return node.put("exposure", entity.planned(attribute));
    }
}
