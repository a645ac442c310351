package dev.candor.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What became of one request.
///
/// @param number of the prompt, see [ServingPrompts]
/// @param status of HTTP; 0 if there was no answer
/// @param whole whether the reply came to its end: a reason why it finished, and the end of the
///   stream
/// @param promptTokens by the server's own count, 0 if it told none
/// @param tokens of the reply by the server's own count, its end token as the server sees fit
/// @param sent as [System#nanoTime]
/// @param arrivals of the pieces that held text, ascending
/// @param pending id that the client was told waits for a person, null if none
/// @param retryAfter whether a refusal said when to come back
/// @param problem what went wrong, null if nothing
record Served(
        int number,
        int status,
        boolean whole,
        int promptTokens,
        int tokens,
        long sent,
        List<Long> arrivals,
        String text,
        @Nullable String pending,
        boolean retryAfter,
        @Nullable String problem) {

    boolean accepted() {
        return status == 200;
    }

    boolean refused() {
        return status == 429;
    }

    /// Tokens of the reply that had come by then: pieces need not be tokens, so the server's count
    /// is shared out among them.
    double tokensBy(long nanoTime) {
        if (arrivals.isEmpty()) {
            return 0;
        }
        long come = arrivals.stream().filter(at -> at <= nanoTime).count();
        return tokens * ((double) come / arrivals.size());
    }

    double firstSeconds() {
        return (arrivals.getFirst() - sent) / 1e9;
    }

    /// Mean seconds of a token behind the first; none of a reply of one token.
    OptionalDouble secondsPerToken() {
        return tokens < 2 || arrivals.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (arrivals.getLast() - arrivals.getFirst()) / 1e9 / (tokens - 1));
    }

    /// Seconds between one piece and the next.
    DoubleStream gapSeconds() {
        return IntStream.range(1, arrivals.size())
                .mapToDouble(i -> (arrivals.get(i) - arrivals.get(i - 1)) / 1e9);
    }
}
