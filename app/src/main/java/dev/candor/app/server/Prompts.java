package dev.candor.app.server;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.ChatTemplateException;
import java.util.Arrays;
import java.util.List;

/// From what a request says to the tokens that the model reads.
final class Prompts {
    /// @param tokens up to where the reply begins
    /// @param question that the reply answers
    /// @param asked all that the user wrote
    @SuppressWarnings("ArrayRecordComponent") // handed through; never compared
    record Prompt(int[] tokens, String question, List<String> asked) {}

    private Prompts() {}

    /// @throws ApiException if the model cannot read it
    static Prompt of(CompletionRequest.Subject subject, LoadedModel loaded) {
        Prompt prompt =
                switch (subject) {
                    case CompletionRequest.Subject.Chat chat -> chat(chat, loaded);
                    case CompletionRequest.Subject.Text(String text) ->
                            new Prompt(
                                    loaded.tokenizer().encode(text, true, true).ids(),
                                    question(text),
                                    List.of(text));
                    case CompletionRequest.Subject.Tokens(int[] ids) -> tokens(ids, loaded);
                };
        int context = loaded.session().context();
        if (prompt.tokens.length == 0 || prompt.tokens.length >= context) {
            String field =
                    subject instanceof CompletionRequest.Subject.Chat ? "messages" : "prompt";
            throw ApiException.bad(
                    field,
                    "%s makes %d tokens, expected 1 to %d: the model's context is %d"
                            .formatted(field, prompt.tokens.length, context - 1, context));
        }
        return prompt;
    }

    private static Prompt chat(CompletionRequest.Subject.Chat chat, LoadedModel loaded) {
        ChatTemplate template = loaded.template();
        if (template == null) {
            throw ApiException.bad(
                    "messages",
                    "this model has no chat template, expected a request to /v1/completions");
        }
        try {
            String text = template.render(chat.messages(), true);
            List<String> asked = chat.asked();
            String question = asked.isEmpty() ? "" : asked.getLast();
            return new Prompt(loaded.tokenizer().encodePrompt(text).ids(), question, asked);
        } catch (ChatTemplateException e) {
            throw ApiException.bad("messages", "messages: " + e.getMessage());
        }
    }

    private static Prompt tokens(int[] ids, LoadedModel loaded) {
        int size = loaded.model().config().vocabulary();
        for (int id : ids) {
            if (id < 0 || id >= size) {
                throw ApiException.bad(
                        "prompt", "prompt has token %d, expected 0 to %d".formatted(id, size - 1));
            }
        }
        String text = loaded.tokenizer().decode(ids);
        return new Prompt(ids, question(text), List.of(text));
    }

    /// The last line that asks, else the last one.
    private static String question(String prompt) {
        List<String> lines =
                Arrays.stream(prompt.split("\\R")).filter(line -> !line.isBlank()).toList();
        return lines.reversed().stream()
                .filter(line -> line.contains("?"))
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst())
                .orElse("")
                .replaceFirst("^\\s*(?:Q|Question):\\s*", "");
    }
}
