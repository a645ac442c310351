package dev.candor.lab.answer;

/// The answer span of a response, or why it has none.
public sealed interface SpanResult {
    /// An answer and where it stands.
    ///
    /// @param span tokens of the answer
    /// @param charFrom first character of the answer in the response (UTF-16), inclusive
    /// @param charTo last character, exclusive
    record Found(TokenSpan span, int charFrom, int charTo) implements SpanResult {}

    /// No answer span: no row, but counted.
    record None(Reason reason) implements SpanResult {}

    /// Why a response has no answer span; counted in reports.
    enum Reason {
        /// No letter and no digit.
        EMPTY_REPLY,
        /// The reply says that it does not answer.
        DECLINED,
        /// The reply came as text that is no tokens of this model.
        NOT_TOKENISED,
        /// No token overlaps the answer.
        NO_TOKEN,
        /// A model was asked for the answer's words and never gave any that stand in the reply.
        NOT_EXTRACTED
    }
}
