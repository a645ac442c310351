package dev.candor.bench;

import java.util.List;

/// What one round gave of one server.
///
/// @param first milliseconds from the request to the first text
/// @param token milliseconds a token behind it, by reply; replies of one token are left out
/// @param gap milliseconds between one piece of text and the next, of all replies together
/// @param requests sent
/// @param errors of them that did not come to their end
/// @param promptTokens of all prompts, by the server's count
/// @param checksum of the replies to the first prompts, one a client
/// @param problems what the errors were, each once, at most three
record ServingRound(
        double tokensPerSecond,
        double requestsPerSecond,
        Percentiles first,
        Percentiles token,
        Percentiles gap,
        int requests,
        int errors,
        int promptTokens,
        String checksum,
        List<String> problems) {
    private static final int MOST_PROBLEMS = 3;

    /// @param clients that asked
    static ServingRound of(Load load, int clients) {
        List<Served> failed = load.failed();
        return new ServingRound(
                load.tokensPerSecond(),
                load.requestsPerSecond(),
                load.firstMillis(),
                load.tokenMillis(),
                load.gapMillis(),
                load.served().size(),
                failed.size(),
                load.served().stream().mapToInt(Served::promptTokens).sum(),
                load.checksum(clients),
                failed.stream()
                        .map(each -> String.valueOf(each.problem()))
                        .distinct()
                        .limit(MOST_PROBLEMS)
                        .toList());
    }
}
