package dev.candor.lab.answer;

import dev.candor.lab.corpus.Question;

/// What a reply did with its question. A hallucination is a wrong answer, and no reply that
/// declines is an answer, so that wrong ones can be counted among all replies or among answers.
public enum Answered {
    /// Gave an accepted answer.
    RIGHT,
    /// Gave another one, or any to a question that nobody can answer.
    WRONG,
    /// Said that it does not answer, be it right to or not.
    DECLINED,
    /// It cannot be told: nothing was said, or two answers at once.
    UNCLEAR;

    /// @param verdict of the judge on the reply
    public static Answered of(Question question, String reply, Verdict verdict) {
        if (verdict == Verdict.CORRECT && !question.isUnanswerable()) {
            return RIGHT;
        }
        if (Declines.declines(reply)) {
            return DECLINED;
        }
        return switch (verdict) {
            case CORRECT -> DECLINED; // that nobody can answer it
            case WRONG -> WRONG;
            case UNCLEAR -> UNCLEAR;
        };
    }
}
