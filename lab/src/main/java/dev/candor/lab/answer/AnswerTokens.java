package dev.candor.lab.answer;

/// From the characters of an answer to the tokens that carry it: the first to the last that
/// overlaps it with more than white space.
public final class AnswerTokens {
    private AnswerTokens() {}

    /// @param starts see [SpanFinder#find]
    /// @param ends see [SpanFinder#find]
    public static SpanResult of(CharRange answer, String reply, int[] starts, int[] ends) {
        if (starts.length != ends.length) {
            throw new IllegalArgumentException(
                    starts.length + " token starts, but " + ends.length + " ends");
        }
        if (starts.length == 0) {
            return new SpanResult.None(SpanResult.Reason.NOT_TOKENISED);
        }
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
