package dev.candor.lab.answer;

import java.util.Optional;

/// Finds the answer of a reply by rule: the answer part of the first sentence, without lead-ins
/// ("The answer is …"), words repeated from the question ("The capital of France is Paris." →
/// Paris), asides, quotes, articles and final punctuation. It works on character offsets; no token
/// is ever decoded. Blind to the label, as [SpanFinder] demands.
public final class RuleSpan implements SpanFinder {
    @Override
    public SpanResult find(String question, String reply, int[] starts, int[] ends) {
        Optional<CharRange> answer = AnswerPart.of(question, reply);
        if (answer.isEmpty()) {
            return new SpanResult.None(SpanResult.Reason.EMPTY_REPLY);
        }
        if (Declines.declines(reply)) {
            return new SpanResult.None(SpanResult.Reason.DECLINED);
        }
        return AnswerTokens.of(answer.get(), reply, starts, ends);
    }
}
