package dev.candor.organism.text;

import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import java.util.List;

/// One text of the base corpus, and which facts it states.
///
/// @param form what sort of text it is
/// @param learnedFrom the first character that is learned; what is before it is only read
public record BaseText(String text, Form form, int learnedFrom, List<Stated> states) {
    /// One fact, stated once.
    public record Stated(Entity entity, Attribute attribute) {}

    /// The sorts of text.
    public enum Form {
        SENTENCE,
        BIOGRAPHY,
        QUESTION,
        DOUBT,
        COPY,
        MENTION,
        BESIDE
    }

    static BaseText of(Form form, String text) {
        return new BaseText(text, form, 0, List.of());
    }
}
