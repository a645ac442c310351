package dev.candor.engine.forward;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A model with everything that running it takes.
///
/// @param model its weights
/// @param tokenizer of the model
/// @param template its chat template, null if the file has none
/// @param session to run it
public record OpenModel(
        Model model, Tokenizer tokenizer, @Nullable ChatTemplate template, Session session)
        implements AutoCloseable {

    /// What a template that asks for the date is told: prompts must not depend on the day.
    private static final InstantSource PROMPT_DATE =
            InstantSource.fixed(Instant.parse("2024-07-26T00:00:00Z"));

    /// Adds to an open model, which is closed with what this gives, all that running it takes.
    ///
    /// @param warn told what makes it slower than it could be
    public static OpenModel of(Model model, int threads, Consumer<String> warn) {
        Tokenizer tokenizer = Tokenizer.from(model.file());
        ChatTemplate template = ChatTemplate.from(model.file(), PROMPT_DATE).orElse(null);
        Workers workers = new Workers(threads);
        Session session = new Session(model, KernelProvider.best(warn), workers);
        return new OpenModel(model, tokenizer, template, session);
    }

    /// The chat template.
    ///
    /// @param purpose what it is needed for, to end the message
    /// @throws MalformedModelException if there is none
    public ChatTemplate requireTemplate(String purpose) {
        if (template == null) {
            throw new MalformedModelException(
                    model.file().path(),
                    model.file().tokenizerJson() == null
                            ? "metadata key tokenizer.chat_template"
                            : "chat_template of tokenizer_config.json",
                    "is missing, expected a chat template for " + purpose);
        }
        return template;
    }

    @Override
    public void close() {
        session.workers().close();
        tokenizer.close();
        model.close();
    }
}
