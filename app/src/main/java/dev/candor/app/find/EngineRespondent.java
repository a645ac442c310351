package dev.candor.app.find;

import dev.candor.app.bundled.ModelSource;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.lab.answer.Chat;
import dev.candor.lab.answer.EngineChat;
import java.util.function.Consumer;

/// A model that runs here, beside the one that is studied.
final class EngineRespondent implements Respondent {
    private final String name;
    private final LoadedModel loaded;
    private final ChatTemplate template;

    private EngineRespondent(String name, LoadedModel loaded, ChatTemplate template) {
        this.name = name;
        this.loaded = loaded;
        this.template = template;
    }

    /// @param warn told what makes it slower than it could be
    /// @throws MalformedModelException if it has no chat template
    static EngineRespondent open(ModelSource source, int threads, Consumer<String> warn) {
        LoadedModel loaded = LoadedModel.open(source, threads, warn);
        try {
            return new EngineRespondent(
                    source.name(), loaded, loaded.requireTemplate("--judge-model"));
        } catch (MalformedModelException e) {
            loaded.close();
            throw e;
        }
    }

    @Override
    public String described() {
        return "model " + name + ", sha256 " + loaded.model().file().sha256();
    }

    @Override
    public Chat chat(String opening, int maxTokens) {
        return new EngineChat(loaded.session(), loaded.tokenizer(), template, opening, maxTokens);
    }

    @Override
    public void close() {
        loaded.close();
    }
}
