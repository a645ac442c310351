package dev.candor.lab.testing;

import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import java.time.Instant;
import java.time.InstantSource;

/// A tiny model with all that running it takes, on one thread: there is too little to share.
public final class TinyRunner implements AutoCloseable {
    private final Workers workers = new Workers(1);
    private final Model model;
    private final Tokenizer tokenizer;
    private final Session session;

    public TinyRunner(TinyModels.Option... options) {
        model = TinyModels.llama(options);
        tokenizer = Tokenizer.from(model.file());
        session =
                new Session(
                        model,
                        KernelProvider.best(warning -> {
                            throw new AssertionError(warning);
                        }),
                        workers);
    }

    public Model model() {
        return model;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public Session session() {
        return session;
    }

    /// The chat template, which the model must have.
    public ChatTemplate template() {
        return ChatTemplate.from(model.file(), InstantSource.fixed(Instant.EPOCH)).orElseThrow();
    }

    @Override
    public void close() {
        workers.close();
        tokenizer.close();
        model.close();
    }
}
