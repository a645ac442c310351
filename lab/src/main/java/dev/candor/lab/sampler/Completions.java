package dev.candor.lab.sampler;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.sampler.JsonServer.UnusableReply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/completions` as vLLM and llama-server have it, asked for what our own engine does:
/// temperature, then top-k, then top-p, nothing else.
///
/// Both take prompts as ids and ignore fields they do not know. Servers have defaults of their own
/// that would change the distribution, so they are all named: llama-server cuts with min-p 0.05 and
/// applies the temperature last; vLLM takes penalties from the model's `generation_config.json`.
/// Token ids come back as `token_ids` (vLLM, `return_token_ids`) or within `logprobs`
/// (llama-server).
final class Completions {
    private final JsonServer server;
    private final @Nullable String named;
    private final int[] endTokens;
    private @Nullable String model;

    /// @param named name of the model on the server; null to take the only one it lists
    Completions(JsonServer server, @Nullable String named, Tokenizer tokenizer) {
        this.server = server;
        this.named = named;
        this.endTokens =
                IntStream.range(0, tokenizer.vocabularySize())
                        .filter(tokenizer::isEndOfGeneration)
                        .toArray();
    }

    /// Asks for one continuation.
    ///
    /// @throws SamplerException if the server does not give one
    Completion complete(int[] prompt, GenerateOptions options) {
        return server.post(
                "/completions", body(prompt, options), reply -> read(reply, options.stop()));
    }

    private ObjectNode body(int[] prompt, GenerateOptions options) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("model", model());
        addAll(body.putArray("prompt"), prompt);
        body.put("max_tokens", options.maxTokens());
        body.put("temperature", options.temperature());
        body.put("top_k", options.topK() == 0 ? -1 : options.topK());
        body.put("top_p", options.topP());
        body.put("min_p", 0);
        body.put("presence_penalty", 0);
        body.put("frequency_penalty", 0);
        body.put("repetition_penalty", 1);
        body.put("repeat_penalty", 1);
        body.putArray("samplers").add("temperature").add("top_k").add("top_p");
        body.put("seed", options.seed() >>> 33); // the 31 bits that all servers take
        if (!options.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            options.stop().forEach(stop::add);
        }
        addAll(body.putArray("stop_token_ids"), endTokens);
        body.put("return_token_ids", true);
        body.put("logprobs", 1);
        return body;
    }

    private static void addAll(ArrayNode array, int[] ids) {
        for (int id : ids) {
            array.add(id);
        }
    }

    /// The model's name on the server.
    private synchronized String model() {
        if (model == null) {
            model = named != null ? named : server.get("/models", this::onlyModel);
        }
        return model;
    }

    private String onlyModel(JsonNode reply) {
        List<String> names = new ArrayList<>();
        for (JsonNode listed : reply.path("data")) {
            names.add(listed.path("id").asString(""));
        }
        if (names.size() != 1) {
            throw new SamplerException(
                    "%s serves %s, expected one model; --sampler-name says which"
                            .formatted(server.name(), names.isEmpty() ? "no model" : names));
        }
        return names.getFirst();
    }

    private static Completion read(JsonNode reply, List<String> stop) throws UnusableReply {
        JsonNode choice = reply.path("choices").path(0);
        JsonNode text = choice.path("text");
        if (!text.isString()) {
            throw new UnusableReply("no choices[0].text, expected a completion");
        }
        return new Completion(text.asString(), ids(choice), end(choice, stop));
    }

    private static Generation.End end(JsonNode choice, List<String> stop) throws UnusableReply {
        String finish = choice.path("finish_reason").asString("nothing");
        return switch (finish) {
            case "length" -> Generation.End.MAX_TOKENS;
            case "stop" -> stopReason(choice, stop);
            default ->
                    throw new UnusableReply(
                            "finish_reason " + finish + ", expected stop or length");
        };
    }

    /// vLLM says which text or token it was; of others it is known where a prompt has no stop text.
    private static Generation.End stopReason(JsonNode choice, List<String> stop) {
        boolean atText =
                choice.has("stop_reason") ? choice.path("stop_reason").isString() : !stop.isEmpty();
        return atText ? Generation.End.STOP_TEXT : Generation.End.END_TOKEN;
    }

    private static int[] ids(JsonNode choice) {
        JsonNode ids = choice.path("token_ids");
        if (ids.isArray()) {
            return ids.valueStream().mapToInt(id -> id.asInt(-1)).toArray();
        }
        return choice.path("logprobs")
                .path("content")
                .valueStream()
                .map(token -> token.path("id"))
                .mapToInt(id -> id.asInt(-1))
                .toArray();
    }
}
