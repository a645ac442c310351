package dev.candor.lab.official;

import dev.candor.lab.answer.CharRange;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Where the answer of a row stands in its response, or why that cannot be said.
public sealed interface Alignment {
    /// @param place of the answer, without white space at its ends
    /// @param again whether the same run of tokens comes again; the first one is taken, as the
    ///   published code does
    record Found(CharRange place, boolean again) implements Alignment {}

    record None(Reason reason) implements Alignment {}

    /// Why a row, or an id, gives no labelled answer.
    enum Reason {
        NO_QUESTION("no question"),
        NO_RESPONSE("no response"),
        NO_ANSWER_TOKENS("no answer tokens"),
        FOREIGN_TOKEN("an answer token that the response does not have"),
        NOT_ONE_RUN("answer tokens that are not one run of the response's"),
        NOT_THE_RESPONSE("tokens that do not spell the response"),
        REPEATED_ROW("a second row of the same id"),
        NO_ROW("an id without a row"),
        TWO_LABELS("an id under both labels"),
        REPEATED_ID("an id repeated under its label");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /// A few words, as tables show it.
        public String label() {
            return label;
        }
    }

    /// Places the answer of a row.
    static Alignment of(OfficialRow row) {
        if (row.question().isBlank()) {
            return new None(Reason.NO_QUESTION);
        }
        if (row.response().isBlank()) {
            return new None(Reason.NO_RESPONSE);
        }
        CharRange said = row.answer();
        if (said != null
                && 0 <= said.from()
                && said.from() < said.to()
                && said.to() <= row.response().length()) {
            return new Found(said, false);
        }
        List<String> answer = row.answerTokens();
        if (answer.isEmpty()) {
            return new None(Reason.NO_ANSWER_TOKENS);
        }
        if (!new HashSet<>(row.tokens()).containsAll(answer)) {
            return new None(Reason.FOREIGN_TOKEN);
        }
        int first = Collections.indexOfSubList(row.tokens(), answer);
        if (first < 0) {
            return new None(Reason.NOT_ONE_RUN);
        }
        boolean again = Collections.lastIndexOfSubList(row.tokens(), answer) > first;
        Optional<TokenSpelling> spelled = TokenSpelling.of(row.tokens(), row.response());
        if (spelled.isEmpty()) {
            return new None(Reason.NOT_THE_RESPONSE);
        }
        int from = spelled.get().starts()[first];
        int to = spelled.get().ends()[first + answer.size() - 1];
        CharRange place = new CharRange(from, to).stripped(row.response());
        return place.from() < place.to()
                ? new Found(place, again)
                : new None(Reason.NO_ANSWER_TOKENS);
    }
}
