package dev.candor.guard.review;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer a model gave, with what was known about it then.
///
/// @param response the reply's id
/// @param at when it was given, kept to the millisecond
/// @param question of the user
/// @param answer of the model, which the user may never have seen
/// @param risk that it is wrong, 0 to 1; null if it has no score
/// @param verdict `above`, `below` or `no-score`
/// @param topics that it is about, perhaps none
/// @param alpha factor on the H-neurons
/// @param modelSha256 of the model's file
/// @param asker name of who asked, null if it was not kept
public record Answered(
        String response,
        Instant at,
        String question,
        String answer,
        @Nullable Double risk,
        String verdict,
        List<String> topics,
        double alpha,
        String modelSha256,
        @Nullable String asker) {
    /// Without who asked.
    public Answered(
            String response,
            Instant at,
            String question,
            String answer,
            @Nullable Double risk,
            String verdict,
            List<String> topics,
            double alpha,
            String modelSha256) {
        this(response, at, question, answer, risk, verdict, topics, alpha, modelSha256, null);
    }

    public Answered {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        topics = topics.stream().distinct().toList();
        if (risk != null && !(risk >= 0 && risk <= 1)) {
            throw new IllegalArgumentException("risk is " + risk + ", expected 0 to 1");
        }
        if (!Double.isFinite(alpha)) {
            throw new IllegalArgumentException("alpha is " + alpha + ", expected a finite number");
        }
        if (response.isBlank()) {
            throw new IllegalArgumentException("response is blank, expected the reply's id");
        }
    }
}
