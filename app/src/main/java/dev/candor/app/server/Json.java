package dev.candor.app.server;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON of the wire.
final class Json {
    private static final int MOST_DEPTH = 32;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MOST_DEPTH)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// The object of a request's body.
    ///
    /// @throws ApiException if it is none
    static ObjectNode object(byte[] body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw ApiException.bad(
                    null,
                    "the body is not JSON: " + e.getOriginalMessage() + ", expected an object");
        }
        if (!(node instanceof ObjectNode object)) {
            throw ApiException.bad(null, "the body is not a JSON object, expected one");
        }
        return object;
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// OpenAI's error object.
    static ObjectNode error(ApiException problem) {
        return error(problem.text(), problem.type(), problem.param());
    }

    static ObjectNode error(String message, String type, @Nullable String param) {
        ObjectNode root = object();
        root.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .putNull("code");
        return root;
    }
}
