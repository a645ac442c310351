package dev.candor.app.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How to serve.
///
/// @param host address to listen on
/// @param port 0 takes a free one
/// @param keys null to answer on loopback, to everybody
/// @param deadline of a request, waiting included
/// @param grace that replies are given when the server stops
/// @param maxTokens of a reply whose request names none
/// @param keep how long answers are kept that somebody may complain about
public record ServerOptions(
        String host,
        int port,
        @Nullable ApiKeys keys,
        Duration deadline,
        Duration grace,
        int maxTokens,
        Duration keep) {}
