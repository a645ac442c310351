package dev.candor.guard.monitor;

import org.jspecify.annotations.Nullable;

/// One token of a reply.
///
/// @param id in the vocabulary
/// @param text what it adds to the reply; empty for the later tokens of one character
/// @param score θ·CETT + b of this token alone; null if no position speaks for it
public record AnswerToken(int id, String text, @Nullable Double score) {}
