package dev.candor.app.server;

import dev.candor.engine.forward.Generation;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.guard.live.Chance;
import dev.candor.guard.live.Guarded;
import dev.candor.guard.live.LiveToken;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes OpenAI's objects, of chats and of plain completions.
///
/// @param id of the response
/// @param model as clients see it
/// @param created seconds since 1970
/// @param chat or a plain completion
/// @param logprobs whether they are asked for
/// @param usageLast whether a chunk of its own tells the usage; the others then say `null`
record OpenAiJson(
        String id,
        String model,
        long created,
        boolean chat,
        boolean logprobs,
        boolean usageLast,
        Tokenizer tokenizer) {
    private ObjectNode head(String kind) {
        return Json.object()
                .put("id", id)
                .put("object", kind)
                .put("created", created)
                .put("model", model)
                .putNull("system_fingerprint");
    }

    /// A whole response.
    ObjectNode response(List<Guarded> replies, JsonNode usage, JsonNode candor) {
        ObjectNode root = head(chat ? "chat.completion" : "text_completion");
        ArrayNode choices = root.putArray("choices");
        for (Guarded reply : replies) {
            ObjectNode choice = choices.addObject().put("index", choices.size() - 1);
            if (chat) {
                choice.putObject("message")
                        .put("role", "assistant")
                        .put("content", reply.text())
                        .putNull("refusal");
            } else {
                choice.put("text", reply.text());
            }
            boolean shown = logprobs && reply.shown();
            choice.set("logprobs", shown ? logprobs(reply.reply().tokens()) : null);
            choice.put("finish_reason", finish(reply));
        }
        root.set("usage", usage);
        root.set("candor", candor);
        return root;
    }

    /// The first chunk of a chat's choice, which names the role.
    ObjectNode opening(int index) {
        ObjectNode root = chunk(index, "", null, null);
        ((ObjectNode) root.at("/choices/0/delta")).put("role", "assistant");
        return root;
    }

    /// A piece of a reply.
    ObjectNode piece(int index, LiveToken token, JsonNode candor) {
        ObjectNode root =
                chunk(index, token.text(), logprobs ? logprobs(List.of(token)) : null, null);
        root.set("candor", candor);
        return root;
    }

    /// Text that is no token's.
    ObjectNode words(int index, String text) {
        return chunk(index, text, null, null);
    }

    /// The last chunk of a choice.
    ObjectNode closing(int index, Guarded reply, JsonNode candor) {
        ObjectNode root = chunk(index, null, null, finish(reply));
        root.set("candor", candor);
        return root;
    }

    /// The chunk behind all others.
    ObjectNode usage(JsonNode usage) {
        ObjectNode root = head(chat ? "chat.completion.chunk" : "text_completion");
        root.putArray("choices");
        root.set("usage", usage);
        return root;
    }

    private ObjectNode chunk(
            int index, @Nullable String text, @Nullable JsonNode chances, @Nullable String finish) {
        ObjectNode root = head(chat ? "chat.completion.chunk" : "text_completion");
        ObjectNode choice = root.putArray("choices").addObject().put("index", index);
        if (chat) {
            ObjectNode delta = choice.putObject("delta");
            if (text != null) {
                delta.put("content", text);
            }
        } else {
            choice.put("text", text == null ? "" : text);
        }
        choice.set("logprobs", chances);
        choice.put("finish_reason", finish);
        if (usageLast) {
            root.putNull("usage");
        }
        return root;
    }

    /// What a policy put in the reply's place is not all of the reply.
    private static String finish(Guarded reply) {
        if (!reply.shown()) {
            return "content_filter";
        }
        return switch (reply.reply().generation().end()) {
            case END_TOKEN, STOP_TEXT -> "stop";
            case MAX_TOKENS, CONTEXT -> "length";
        };
    }

    static ObjectNode usage(int prompt, List<Generation> replies) {
        int completion = replies.stream().mapToInt(reply -> reply.tokens().length).sum();
        return Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
    }

    private JsonNode logprobs(List<LiveToken> tokens) {
        return chat ? chatLogprobs(tokens) : textLogprobs(tokens);
    }

    private JsonNode chatLogprobs(List<LiveToken> tokens) {
        ObjectNode root = Json.object();
        ArrayNode content = root.putArray("content");
        for (LiveToken token : tokens) {
            Chance chance = token.chance();
            if (chance != null) {
                ObjectNode node =
                        chatToken(content.addObject(), token.id(), chance.logProbability());
                ArrayNode top = node.putArray("top_logprobs");
                for (Chance.Rival rival : chance.likeliest()) {
                    chatToken(top.addObject(), rival.id(), rival.logProbability());
                }
            }
        }
        root.putNull("refusal");
        return root;
    }

    private ObjectNode chatToken(ObjectNode node, int id, double logProbability) {
        byte[] bytes = tokenizer.bytesOf(id);
        node.put("token", new String(bytes, StandardCharsets.UTF_8)).put("logprob", logProbability);
        ArrayNode list = node.putArray("bytes");
        for (byte b : bytes) {
            list.add(b & 0xff);
        }
        return node;
    }

    private JsonNode textLogprobs(List<LiveToken> tokens) {
        ObjectNode root = Json.object();
        ArrayNode texts = root.putArray("tokens");
        ArrayNode chances = root.putArray("token_logprobs");
        ArrayNode tops = root.putArray("top_logprobs");
        ArrayNode offsets = root.putArray("text_offset");
        for (LiveToken token : tokens) {
            Chance chance = token.chance();
            if (chance != null) {
                texts.add(text(token.id()));
                chances.add(chance.logProbability());
                ObjectNode top = tops.addObject();
                chance.likeliest()
                        .forEach(rival -> top.put(text(rival.id()), rival.logProbability()));
                offsets.add(token.start());
            }
        }
        return root;
    }

    /// As OpenAI names tokens here: its text, or its bytes if they are none by themselves.
    private String text(int id) {
        byte[] bytes = tokenizer.bytesOf(id);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException part) {
            return "bytes:\\x" + HexFormat.ofDelimiter("\\x").formatHex(bytes);
        }
    }
}
