package dev.candor.app.find;

import dev.candor.app.bundled.ModelSource;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.forward.OpenModel;
import dev.candor.engine.forward.Session;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.report.Origin;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A model with everything that running it takes.
///
/// @param model its weights
/// @param tokenizer of the model
/// @param template its chat template, null if the file has none
/// @param session to run it
public record LoadedModel(
        Model model, Tokenizer tokenizer, @Nullable ChatTemplate template, Session session)
        implements AutoCloseable {

    /// @param warn told what makes it slower than it could be
    public static LoadedModel open(ModelSource source, int threads, Consumer<String> warn) {
        return of(Model.of(source.open()), threads, warn);
    }

    /// Adds to an open model, which is closed with what this gives, all that running it takes.
    ///
    /// @param warn told what makes it slower than it could be
    public static LoadedModel of(Model model, int threads, Consumer<String> warn) {
        OpenModel open = OpenModel.of(model, threads, warn);
        return new LoadedModel(open.model(), open.tokenizer(), open.template(), open.session());
    }

    /// Asks in a style.
    ///
    /// @throws MalformedModelException if the style needs a chat template and there is none
    public Prompter prompter(PromptStyle style) {
        return switch (style) {
            case FEW_SHOT -> Prompter.fewShot(tokenizer);
            case COMPLETION -> Prompter.completion(tokenizer, Prompter.ANSWER_FORM);
            case CHAT -> Prompter.chat(tokenizer, templateFor(style));
            case BARE -> Prompter.bare(tokenizer, templateFor(style));
        };
    }

    private ChatTemplate templateFor(PromptStyle style) {
        return requireTemplate("--prompt-style " + style.label() + "; use --prompt-style few-shot");
    }

    /// What a run on it is made with and on.
    ///
    /// @param version of this toolkit
    public Origin origin(String version, int threads) {
        return new Origin(
                version,
                CodeHash.compute(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                session.kernels().vectorBits(),
                threads);
    }

    /// The chat template.
    ///
    /// @param purpose what it is needed for, to end the message
    /// @throws MalformedModelException if there is none
    public ChatTemplate requireTemplate(String purpose) {
        return open().requireTemplate(purpose);
    }

    @Override
    public void close() {
        open().close();
    }

    private OpenModel open() {
        return new OpenModel(model, tokenizer, template, session);
    }
}
