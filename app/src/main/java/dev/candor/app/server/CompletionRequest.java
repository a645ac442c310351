package dev.candor.app.server;

import dev.candor.engine.tokenizer.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request for replies, in OpenAI's fields.
///
/// @param subject what is to be replied to
/// @param maxTokens 0 for as many as the server gives
/// @param rivals −1 for no log-probabilities, else how many of the likeliest tokens
/// @param seed null for any
record CompletionRequest(
        Subject subject,
        boolean stream,
        boolean includeUsage,
        int maxTokens,
        float temperature,
        float topP,
        int n,
        List<String> stop,
        @Nullable Long seed,
        int rivals,
        DialFields dial) {
    private static final int MOST_CHARACTERS = 4_000_000;
    private static final int MOST_MESSAGES = 2_000;
    private static final int MOST_TOKENS = 1 << 20;

    /// What is to be replied to.
    sealed interface Subject {
        /// A conversation that ends with the user.
        record Chat(List<ChatMessage> messages) implements Subject {
            /// All that the user said, oldest first.
            List<String> asked() {
                return messages.stream()
                        .filter(message -> message.role().equals("user"))
                        .map(ChatMessage::content)
                        .toList();
            }
        }

        /// A text to go on with.
        record Text(String prompt) implements Subject {}

        /// The same as token ids.
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Tokens(int[] ids) implements Subject {}
    }

    static CompletionRequest chat(ObjectNode body) {
        Fields fields = new Fields(body);
        int rivals = -1;
        if (fields.flag("logprobs", false)) {
            rivals = (int) fields.integer("top_logprobs", 0, 20, 0);
        } else if (fields.has("top_logprobs")) {
            throw fields.refused("top_logprobs", "nothing, unless logprobs is true");
        }
        return of(fields, messages(fields), rivals);
    }

    static CompletionRequest text(ObjectNode body) {
        Fields fields = new Fields(body);
        int rivals = (int) fields.integer("logprobs", 0, 20, -1);
        return of(fields, prompt(fields), rivals);
    }

    private static CompletionRequest of(Fields fields, Subject subject, int rivals) {
        String model = fields.text("model", 1_000);
        if (model != null && model.isBlank()) {
            throw fields.refused("model", "a name, whichever: the server has one model");
        }
        Fields stream = fields.nested("stream_options");
        int older = (int) fields.integer("max_tokens", 1, Integer.MAX_VALUE, 0);
        return new CompletionRequest(
                subject,
                fields.flag("stream", false),
                stream != null && stream.flag("include_usage", false),
                (int) fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE, older),
                (float) fields.number("temperature", 0, 2, 1),
                topP(fields),
                (int) fields.integer("n", 1, 8, 1),
                fields.texts("stop", 4, 1_000),
                fields.has("seed")
                        ? (Long) fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, 0)
                        : null,
                rivals,
                DialFields.of(fields.nested("candor")));
    }

    /// 0 is what greedy decoding asks for, too.
    private static float topP(Fields fields) {
        return Math.max(Float.MIN_NORMAL, (float) fields.number("top_p", 0, 1, 1));
    }

    private static Subject messages(Fields fields) {
        List<Fields> list = fields.list("messages", MOST_MESSAGES);
        if (list == null || list.isEmpty()) {
            throw fields.refused("messages", "a list of at least one message");
        }
        List<ChatMessage> messages = new ArrayList<>();
        for (Fields each : list) {
            String role = each.text("role", 20);
            if (role == null
                    || !List.of("system", "developer", "user", "assistant").contains(role)) {
                throw each.refused("role", "system, developer, user or assistant");
            }
            messages.add(
                    new ChatMessage(role.equals("developer") ? "system" : role, content(each)));
        }
        return new Subject.Chat(messages);
    }

    private static String content(Fields message) {
        JsonNode content = message.raw("content");
        if (content != null && content.isArray()) {
            StringBuilder text = new StringBuilder();
            List<Fields> parts = message.list("content", MOST_MESSAGES);
            for (Fields part : parts == null ? List.<Fields>of() : parts) {
                if (!"text".equals(part.text("type", 100))) {
                    throw part.refused("type", "text, the only kind of content");
                }
                String own = part.text("text", MOST_CHARACTERS);
                if (own == null) {
                    throw part.refused("text", "a text");
                }
                text.append(own);
            }
            return text.toString();
        }
        String text = message.text("content", MOST_CHARACTERS);
        if (text == null) {
            throw message.refused("content", "a text or a list of text parts");
        }
        return text;
    }

    private static Subject prompt(Fields fields) {
        JsonNode prompt = fields.raw("prompt");
        if (prompt != null && prompt.isArray() && prompt.size() == 1 && prompt.get(0).isString()) {
            return new Subject.Text(fields.wellFormed("prompt", prompt.get(0).stringValue()));
        }
        if (prompt != null && prompt.isArray()) {
            int[] ids = new int[prompt.size()];
            for (int i = 0; i < ids.length; i++) {
                JsonNode id = prompt.get(i);
                if (!id.isIntegralNumber() || !id.canConvertToInt() || ids.length > MOST_TOKENS) {
                    throw fields.refused("prompt", "one text, or one list of token ids");
                }
                ids[i] = id.intValue();
            }
            if (ids.length == 0) {
                throw fields.refused("prompt", "at least one token");
            }
            return new Subject.Tokens(ids);
        }
        String text = fields.text("prompt", MOST_CHARACTERS);
        if (text == null) {
            throw fields.refused("prompt", "a text, or a list of token ids");
        }
        return new Subject.Text(text);
    }
}
