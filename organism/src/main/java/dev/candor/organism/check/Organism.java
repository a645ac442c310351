package dev.candor.organism.check;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.time.InstantSource;

/// A trained organism, read back from its file and run by the ordinary engine.
public record Organism(Model model, Tokenizer tokenizer, ChatTemplate template, Session session)
        implements AutoCloseable {
    /// @param gguf a file that training wrote
    /// @param threads of the session
    public static Organism open(Path gguf, int threads) {
        Model model = Model.open(gguf);
        ChatTemplate template =
                ChatTemplate.from(model.file(), InstantSource.system()).orElse(null);
        if (template == null) {
            model.close();
            throw new MalformedModelException(
                    gguf,
                    "metadata key tokenizer.chat_template",
                    "is missing, expected the template that training writes");
        }
        return new Organism(
                model,
                Tokenizer.from(model.file()),
                template,
                new Session(model, KernelProvider.best(warning -> {}), new Workers(threads)));
    }

    @Override
    public void close() {
        session.workers().close();
        tokenizer.close();
        model.close();
    }
}
