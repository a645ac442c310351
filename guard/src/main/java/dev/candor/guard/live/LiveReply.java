package dev.candor.guard.live;

import dev.candor.engine.forward.Generation;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.monitor.SentenceRisk;
import dev.candor.lab.answer.SpanResult;
import java.util.List;

/// A whole reply and what was found of it.
///
/// @param generation the reply
/// @param tokens one for each of `generation`, their `inAnswer` by the whole text
/// @param span where the reply answers, or why nowhere
/// @param risk of the answer; no score if nothing watched
/// @param sentences of a reply of more than one; empty otherwise, or if nothing watched
public record LiveReply(
        Generation generation,
        List<LiveToken> tokens,
        SpanResult span,
        Risk risk,
        List<SentenceRisk> sentences) {
    public LiveReply {
        tokens = List.copyOf(tokens);
        sentences = List.copyOf(sentences);
    }

    public String text() {
        return generation.text();
    }
}
