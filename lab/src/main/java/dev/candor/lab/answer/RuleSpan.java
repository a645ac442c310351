package dev.candor.lab.answer;

import java.util.Optional;

/// Finds the tokens of a response that carry its answer.
///
/// **Blind to the label.** One rule serves correct and wrong replies: it sees the question and the
/// reply, never the accepted answers. Were the matched alias cut out of correct replies and a guess
/// out of wrong ones, the length and the place of the span would tell the classes apart before any
/// neuron is looked at.
///
/// The rule keeps the answer part of the first sentence: lead-ins ("The answer is …"), words
/// repeated from the question ("The capital of France is Paris." → Paris), asides, quotes, articles
/// and final punctuation are left out. It works on character offsets; no token is ever decoded.
public final class RuleSpan {
    /// Finds the span of the answer in a tokenised reply.
    ///
    /// @param question as asked, without instruction
    /// @param reply the response's text
    /// @param starts first character of each token in `reply` (UTF-16), inclusive, shape [tokens]
    /// @param ends last character of each token, exclusive, shape [tokens]; equal to the start for
    ///   a token without text (end of sequence)
    /// @return the first to the last token that overlaps the answer; a token of white space alone
    ///   neither opens nor closes a span
    public SpanResult find(String question, String reply, int[] starts, int[] ends) {
        if (starts.length != ends.length) {
            throw new IllegalArgumentException(
                    starts.length + " token starts, but " + ends.length + " ends");
        }
        Optional<CharRange> answer = AnswerPart.of(question, reply);
        if (answer.isEmpty()) {
            return new SpanResult.None(SpanResult.Reason.EMPTY_REPLY);
        }
        if (Declines.declines(reply)) {
            return new SpanResult.None(SpanResult.Reason.DECLINED);
        }
        if (starts.length == 0) {
            return new SpanResult.None(SpanResult.Reason.NOT_TOKENISED);
        }
        return tokens(answer.get(), reply, starts, ends);
    }

    private static SpanResult tokens(CharRange answer, String reply, int[] starts, int[] ends) {
        int first = -1;
        int last = -1;
        for (int t = 0; t < starts.length; t++) {
            if (starts[t] < 0 || ends[t] > reply.length() || ends[t] < starts[t]) {
                throw new IllegalArgumentException(
                        "token %d spans %d..%d of a reply of %d characters"
                                .formatted(t, starts[t], ends[t], reply.length()));
            }
            int from = Math.max(starts[t], answer.from());
            int to = Math.min(ends[t], answer.to());
            if (from < to && !reply.substring(from, to).isBlank()) {
                first = first < 0 ? t : first;
                last = t;
            }
        }
        return first < 0
                ? new SpanResult.None(SpanResult.Reason.NO_TOKEN)
                : new SpanResult.Found(new TokenSpan(first, last + 1), answer.from(), answer.to());
    }
}
