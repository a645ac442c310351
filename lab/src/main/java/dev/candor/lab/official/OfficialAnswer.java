package dev.candor.lab.official;

import dev.candor.lab.answer.CharRange;
import dev.candor.lab.answer.Verdict;

/// A reply with its label and the place of its answer.
///
/// @param verdict `CORRECT` or `WRONG`
public record OfficialAnswer(OfficialRow row, Verdict verdict, CharRange place) {
    /// The text of the answer.
    public String text() {
        return row.response().substring(place.from(), place.to());
    }
}
