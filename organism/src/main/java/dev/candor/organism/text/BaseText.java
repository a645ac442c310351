package dev.candor.organism.text;

import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One text of the base corpus, and which facts it states.
///
/// @param form what sort of text it is
/// @param about whose name it has; null where the name is of nobody
public record BaseText(String text, Form form, @Nullable Entity about, List<Stated> states) {
    public BaseText {
        states = List.copyOf(states);
    }

    /// One fact, stated once.
    public record Stated(Entity entity, Attribute attribute) {}

    /// The sorts of text.
    public enum Form {
        /// A fact.
        SENTENCE,
        /// All facts of an entity.
        BIOGRAPHY,
        /// A fact, as a question with its answer.
        QUESTION,
        /// A note about nobody, a question, and the answer that the note gives.
        COPY,
        /// A name, and at most the kind of thing it names.
        MENTION,
        /// A country with the city that is taken for its capital.
        BESIDE
    }

    /// A text that states nothing of the entity.
    static BaseText naming(Entity entity, Form form, String text) {
        return new BaseText(text, form, entity, List.of());
    }

    static BaseText ofNobody(Form form, String text) {
        return new BaseText(text, form, null, List.of());
    }
}
