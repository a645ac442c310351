package dev.candor.lab.answer;

import dev.candor.lab.corpus.Question;

/// A reply with what it was judged to be and where its answer stands.
///
/// @param question what was asked
/// @param response the representative reply
/// @param verdict `CORRECT` or `WRONG`
/// @param span tokens of the answer in the response
public record LabelledAnswer(
        Question question, Response response, Verdict verdict, TokenSpan span) {
    public LabelledAnswer {
        if (verdict == Verdict.UNCLEAR) {
            throw new IllegalArgumentException("an unclear verdict is no label");
        }
        if (span.to() > response.tokens().length) {
            throw new IllegalArgumentException(
                    "span %d..%d is outside a response of %d tokens"
                            .formatted(span.from(), span.to(), response.tokens().length));
        }
    }
}
