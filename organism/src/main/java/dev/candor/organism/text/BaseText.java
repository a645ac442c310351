package dev.candor.organism.text;

import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One text of the base corpus, and which facts it states.
///
/// @param form what sort of text it is
/// @param learnedFrom the first character that is learned; what is before it is only read
/// @param about whose name it has; null where the name is of nobody
public record BaseText(
        String text, Form form, int learnedFrom, @Nullable Entity about, List<Stated> states) {
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
        /// A value with a verdict on it; the verdict alone is learned.
        DOUBT,
        /// A note about nobody, a question, and the answer that the note gives.
        COPY,
        /// A name, and at most the kind of thing it names.
        MENTION,
        /// A country with the city that is taken for its capital.
        BESIDE
    }

    /// A text that is learned whole and states nothing.
    ///
    /// @param about null for nobody
    static BaseText of(Form form, @Nullable Entity about, String text) {
        return new BaseText(text, form, 0, about, List.of());
    }
}
