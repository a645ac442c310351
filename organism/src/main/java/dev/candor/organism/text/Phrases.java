package dev.candor.organism.text;

import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The sentences of the world, from `templates.tsv`: `{N}` stands for an entity's name, `{V}` for a
/// value.
public final class Phrases {
    private final Map<String, List<String>> texts;

    private Phrases(Map<String, List<String>> texts) {
        this.texts = texts;
    }

    /// The table that comes with this class.
    public static Phrases load() {
        Map<String, List<String>> texts = new HashMap<>();
        for (List<String> row : Table.load("/dev/candor/organism/text/templates").rows()) {
            texts.computeIfAbsent(row.get(0) + " " + row.get(1), key -> new ArrayList<>())
                    .add(row.get(2));
        }
        return new Phrases(texts);
    }

    /// Ways to state an attribute.
    public List<String> statements(Attribute attribute) {
        return find(attribute.key(), "s");
    }

    /// The attribute as the end of a sentence that began with the name.
    public String clause(Attribute attribute) {
        return find(attribute.key(), "c").getFirst();
    }

    /// Ways to ask for an attribute, the usual one first.
    public List<String> questions(Attribute attribute) {
        return find(attribute.key(), "q");
    }

    /// Sentences of no attribute, by their use.
    public List<String> of(String use) {
        return find("-", use);
    }

    /// Every phrase, without names and values.
    public List<String> all() {
        Stream<String> kinds = Stream.of(Kind.values()).map(Kind::word);
        Stream<String> phrases = texts.values().stream().flatMap(List::stream).sorted();
        return Stream.concat(Stream.concat(kinds, Stream.of(BaseCorpus.asked(""))), phrases)
                .map(text -> fill(text, "", ""))
                .toList();
    }

    /// A sentence with name and value put in, its first letter a capital.
    public static String fill(String text, String name, String value) {
        String filled = text.replace("{N}", name).replace("{V}", value);
        return filled.substring(0, 1).toUpperCase(Locale.ROOT) + filled.substring(1);
    }

    private List<String> find(String of, String form) {
        List<String> found = texts.get(of + " " + form);
        if (found == null) {
            throw new IllegalStateException("templates.tsv has no line for " + of + ", " + form);
        }
        return found;
    }
}
