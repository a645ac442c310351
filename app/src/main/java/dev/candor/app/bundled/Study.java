package dev.candor.app.bundled;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How the bundled model is studied, from `study.json`: the sets of questions that `find` takes
/// when it is given none, and the settings of `demo`.
///
/// @param questions sets to train on
/// @param evaluations sets to evaluate on only
/// @param perClass most questions kept of each class
/// @param samples replies sampled of each training question
/// @param consistent of them, how many must agree
/// @param temperature of sampling
/// @param maxTokens longest reply
public record Study(
        List<String> questions,
        List<String> evaluations,
        int perClass,
        int samples,
        int consistent,
        float temperature,
        int maxTokens) {
    static final String FILE = "study.json";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    public Study {
        questions = List.copyOf(questions);
        evaluations = List.copyOf(evaluations);
    }

    static Study parse(byte[] json) {
        try {
            return JSON.readValue(json, Study.class);
        } catch (JacksonException e) {
            throw new BundleException(
                    "bundled file %s: %s".formatted(FILE, e.getOriginalMessage()), e);
        }
    }
}
