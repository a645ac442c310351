package dev.candor.lab.answer;

/// Finds the tokens of a response that carry its answer.
///
/// **Blind to the label**: a finder sees the question and the reply, never the accepted answers.
/// Were the matched alias cut out of correct replies and a guess out of wrong ones, the length and
/// the place of the span would tell the classes apart before any neuron is looked at.
public interface SpanFinder {
    /// @param question as asked, without instruction
    /// @param reply the response's text
    /// @param starts first character of each token in `reply` (UTF-16), inclusive, shape [tokens]
    /// @param ends last character of each token, exclusive, shape [tokens]; equal to the start for
    ///   a token without text (end of sequence)
    /// @return the first to the last token that overlaps the answer; a token of white space alone
    ///   neither opens nor closes a span
    SpanResult find(String question, String reply, int[] starts, int[] ends);

    /// Told of a reply that will be looked through soon, so that a finder that takes long can
    /// begin.
    default void expect(String question, String reply) {}
}
