package dev.candor.engine.tokenizer;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.format.huggingface.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Writes a conversation the way a model was trained to read it. May be used from several threads.
///
/// Templates are Jinja2 as Hugging Face renders it: blocks trimmed, `messages`, `bos_token`,
/// `eos_token` and `add_generation_prompt` given, `raise_exception` and `strftime_now` to call.
/// They come from strangers: what they may call is a fixed list, and their size and work are
/// bounded.
public final class ChatTemplate {
    static final String GGUF_KEY = "tokenizer.chat_template";

    private static final long MAX_BYTES = 1 << 24;

    private final String name;
    private final String source;
    private final String prepared;
    private final String bosToken;
    private final String eosToken;
    private final JinjaEngine engine;

    private ChatTemplate(
            String name, String source, String bosToken, String eosToken, InstantSource clock) {
        this.name = name;
        this.source = source;
        this.bosToken = bosToken;
        this.eosToken = eosToken;
        try {
            prepared = JinjaSource.prepare(source);
        } catch (TemplateRefusal e) {
            throw new ChatTemplateException(name, e.problem());
        }
        engine = new JinjaEngine(clock);
    }

    /// The template of a model, in its metadata or in the files beside its tokenizer; empty if it
    /// has none.
    ///
    /// @param clock the date that some templates write into the prompt; a fixed one makes prompts
    ///   repeatable
    /// @throws MalformedModelException if a file cannot be read
    /// @throws ChatTemplateException if the template is malformed
    public static Optional<ChatTemplate> from(GgufMetadata file, InstantSource clock) {
        Path json = file.tokenizerJson();
        if (json != null) {
            Path config = config(json);
            return Files.exists(config) ? fromConfig(config, clock) : Optional.empty();
        }
        return sourceOf(file)
                .map(source ->
                        of(
                                file.path().toString(),
                                source,
                                token(file, "bos_token_id"),
                                token(file, "eos_token_id"),
                                clock));
    }

    /// The text of the template that [#from] reads, well-formed or not.
    ///
    /// @throws MalformedModelException if a file cannot be read
    public static Optional<String> sourceOf(GgufMetadata file) {
        Path json = file.tokenizerJson();
        if (json != null) {
            Path config = config(json);
            return Files.exists(config)
                    ? sourceOf(config, JsonFile.object(config))
                    : Optional.empty();
        }
        return file.has(GGUF_KEY) ? Optional.of(file.string(GGUF_KEY)) : Optional.empty();
    }

    /// The template of a `tokenizer_config.json`, or of the `chat_template.jinja` beside it, which
    /// comes first; empty if there is none.
    ///
    /// @throws MalformedModelException if a file cannot be read
    /// @throws ChatTemplateException if the template is malformed
    public static Optional<ChatTemplate> fromConfig(Path tokenizerConfig, InstantSource clock) {
        JsonNode config = JsonFile.object(tokenizerConfig);
        return sourceOf(tokenizerConfig, config)
                .map(source ->
                        of(
                                tokenizerConfig.toString(),
                                source,
                                TokenizerConfig.token(config, "bos_token"),
                                TokenizerConfig.token(config, "eos_token"),
                                clock));
    }

    private static Path config(Path tokenizerJson) {
        return tokenizerJson.resolveSibling("tokenizer_config.json");
    }

    private static Optional<String> sourceOf(Path tokenizerConfig, JsonNode config) {
        Path beside = tokenizerConfig.resolveSibling("chat_template.jinja");
        String source = Files.exists(beside) ? text(beside) : TokenizerConfig.chatTemplate(config);
        return source.isEmpty() ? Optional.empty() : Optional.of(source);
    }

    private static String text(Path template) {
        try {
            if (Files.size(template) > MAX_BYTES) {
                throw new MalformedModelException(
                        template, "file", "is longer than " + MAX_BYTES + " bytes");
            }
            return Files.readString(template);
        } catch (IOException e) {
            throw new MalformedModelException(
                    template, "file", "cannot be read: " + e + ", expected a chat template", e);
        }
    }

    /// A template given as text.
    ///
    /// @param name where it comes from, for messages
    /// @throws ChatTemplateException if the template is malformed
    public static ChatTemplate of(
            String name, String source, String bosToken, String eosToken, InstantSource clock) {
        return new ChatTemplate(name, source, bosToken, eosToken, clock);
    }

    /// The prompt for a conversation.
    ///
    /// @param addGenerationPrompt ends it with the opening of the assistant's turn
    /// @throws ChatTemplateException if the template fails, refuses the messages (a role it does
    ///   not know, say), or does too much
    public String render(List<ChatMessage> messages, boolean addGenerationPrompt) {
        List<Map<String, Object>> turns = new ArrayList<>();
        for (ChatMessage message : messages) {
            Map<String, Object> turn = new LinkedHashMap<>();
            turn.put("role", message.role());
            turn.put("content", message.content());
            turns.add(turn);
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("messages", turns);
        variables.put("add_generation_prompt", addGenerationPrompt);
        variables.put("bos_token", bosToken);
        variables.put("eos_token", eosToken);
        try {
            return engine.renderPrepared(prepared, variables);
        } catch (TemplateRefusal e) {
            throw new ChatTemplateException(name, e.problem());
        }
    }

    /// The template as it stands in the file.
    public String source() {
        return source;
    }

    private static String token(GgufMetadata file, String key) {
        long id = file.integer("tokenizer.ggml." + key, -1);
        List<String> tokens = file.strings("tokenizer.ggml.tokens", List.of());
        return id >= 0 && id < tokens.size() ? tokens.get((int) id) : "";
    }
}
