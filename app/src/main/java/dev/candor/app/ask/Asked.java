package dev.candor.app.ask;

import dev.candor.engine.forward.Generation;
import dev.candor.guard.monitor.AnswerToken;
import dev.candor.guard.monitor.Risk;
import dev.candor.lab.answer.SpanResult;
import java.util.List;

/// An answered question.
///
/// @param generation the reply
/// @param tokens of the reply, one for each of `generation`
/// @param span where the reply answers, or why nowhere
/// @param risk of the answer
public record Asked(Generation generation, List<AnswerToken> tokens, SpanResult span, Risk risk) {
    public Asked {
        tokens = List.copyOf(tokens);
    }
}
