package dev.candor.engine.forward;

import java.util.List;

/// How to generate one continuation.
///
/// @param maxTokens at most this many tokens
/// @param temperature divides the logits; 0 takes the likeliest token
/// @param topK keeps the k likeliest tokens, 0 keeps all
/// @param topP keeps the fewest tokens whose probabilities reach p, 1 keeps all
/// @param stop texts that end the reply and are not part of it
/// @param seed of this continuation's own random numbers
public record GenerateOptions(
        int maxTokens, float temperature, int topK, float topP, List<String> stop, long seed) {
    public GenerateOptions {
        stop = List.copyOf(stop);
        require(maxTokens > 0, "max tokens must be above 0, found " + maxTokens);
        require(
                temperature >= 0 && !Float.isInfinite(temperature),
                "temperature must be 0 or more and finite, found " + temperature);
        require(topK >= 0, "top-k must be 0 or more, found " + topK);
        require(topP > 0 && topP <= 1, "top-p must be above 0 and at most 1, found " + topP);
        require(!stop.contains(""), "a stop text must not be empty");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /// The likeliest token each time.
    public static GenerateOptions greedy(int maxTokens, List<String> stop) {
        return new GenerateOptions(maxTokens, 0, 0, 1, stop, 0);
    }

    public GenerateOptions withSeed(long other) {
        return new GenerateOptions(maxTokens, temperature, topK, topP, stop, other);
    }
}
