package dev.candor.lab.endpoint;

import java.time.Duration;

/// How long a server is waited for.
///
/// @param attempts of one request, the first included
/// @param firstPause before the second attempt; each further pause is twice as long
/// @param longestPause no pause is longer, whatever the server asks for
/// @param perRequest after which a request counts as failed
public record Patience(
        int attempts, Duration firstPause, Duration longestPause, Duration perRequest) {
    /// A server may take seconds to free a slot and minutes for a long queue; to give a request up
    /// and ask again would only add to its work.
    public static final Patience DEFAULT =
            new Patience(7, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(10));

    public Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException(attempts + " attempts, expected at least one");
        }
    }

    /// The pause behind a failed attempt.
    ///
    /// @param attempt its number, from 1
    /// @param asked what the server asks for (`Retry-After`), zero if it does not
    public Duration pause(int attempt, Duration asked) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration pause = doubled.compareTo(asked) < 0 ? asked : doubled;
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
