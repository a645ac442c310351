package dev.candor.engine.tokenizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The ids that llama-tokenize gave our own texts, recorded by `scripts/record-golden-tokens.py`.
final class GoldenTokens {
    private static final JsonMapper MAPPER = new JsonMapper();

    private GoldenTokens() {}

    static List<String> texts() {
        List<String> texts = new ArrayList<>();
        read("texts.json").forEach(text -> texts.add(text.asString()));
        return texts;
    }

    /// Ids of every text, in the order of [#texts()].
    static List<int[]> ids(String resource, String vocabulary, boolean special) {
        List<int[]> all = new ArrayList<>();
        JsonNode lists = read(resource).path(vocabulary).path(special ? "special" : "literal");
        for (JsonNode list : lists) {
            int[] ids = new int[list.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = list.get(i).intValue();
            }
            all.add(ids);
        }
        return all;
    }

    private static JsonNode read(String name) {
        try {
            return MAPPER.readTree(Files.readAllBytes(TestVocabularies.resource(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
