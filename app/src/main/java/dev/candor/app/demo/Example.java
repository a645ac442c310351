package dev.candor.app.demo;

import dev.candor.app.bundled.BundleException;
import dev.candor.lab.report.DialExample.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A conversation to try the dial on.
///
/// @param title a few words
/// @param turns oldest first; the last is the user's
/// @param note one sentence on what to look for
record Example(String title, List<Turn> turns, String note) {
    static final String FILE = "examples.json";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    Example {
        turns = List.copyOf(turns);
    }

    /// As in the file: a turn is an object with one key, its role.
    private record Raw(String title, List<Map<String, String>> turns, String note) {}

    /// Reads `examples.json`.
    ///
    /// @throws BundleException naming the example and what is wrong with it
    static List<Example> parse(byte[] json) {
        List<Raw> raws;
        try {
            raws = JSON.readValue(json, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new BundleException(
                    "bundled file %s: %s".formatted(FILE, e.getOriginalMessage()), e);
        }
        List<Example> examples = new ArrayList<>();
        for (Raw raw : raws) {
            examples.add(of(raw, examples.size() + 1));
        }
        return examples;
    }

    private static Example of(Raw raw, int number) {
        List<Turn> turns = new ArrayList<>();
        for (Map<String, String> turn : raw.turns()) {
            require(turn.size() == 1, number, "has a turn of " + turn.keySet());
            turn.forEach((role, text) -> {
                boolean known = role.equals(Turn.USER) || role.equals(Turn.ASSISTANT);
                require(known && !text.isBlank(), number, "has a turn of " + turn);
                turns.add(new Turn(role, text));
            });
        }
        boolean asks = !turns.isEmpty() && turns.getLast().role().equals(Turn.USER);
        require(asks, number, "does not end with the user's turn");
        require(!raw.title().isBlank(), number, "has no title");
        return new Example(raw.title(), turns, raw.note());
    }

    private static void require(boolean holds, int number, String problem) {
        if (!holds) {
            throw new BundleException(
                    "bundled file %s: example %d %s, expected a title and turns of user or assistant, the last the user's"
                            .formatted(FILE, number, problem));
        }
    }
}
