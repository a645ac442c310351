package dev.candor.engine.tokenizer;

import tools.jackson.databind.JsonNode;

/// Reads values of a `tokenizer_config.json`.
final class TokenizerConfig {
    private TokenizerConfig() {}

    /// A token given as text or as an object with its `content`; empty if there is none.
    static String token(JsonNode config, String name) {
        JsonNode token = config.path(name);
        return token.isObject() ? token.path("content").asString("") : token.asString("");
    }

    /// The chat template, or the one named `default` of several; empty if there is none.
    static String chatTemplate(JsonNode config) {
        JsonNode templates = config.path("chat_template");
        for (JsonNode named : templates) {
            if (named.path("name").asString("").equals("default")) {
                return named.path("template").asString("");
            }
        }
        return templates.asString("");
    }
}
