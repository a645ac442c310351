package dev.candor.lab.answer;

/// A run of tokens of a response: `from` inclusive, `to` exclusive, counted from the response's
/// first token. Never empty.
public record TokenSpan(int from, int to) {
    public TokenSpan {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("empty or negative span " + from + ".." + to);
        }
    }

    /// Tokens in the span.
    public int length() {
        return to - from;
    }
}
