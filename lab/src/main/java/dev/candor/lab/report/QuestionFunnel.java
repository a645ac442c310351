package dev.candor.lab.report;

import java.util.List;

/// Where the questions of one set went, from file to rows. Every step adds up, or the constructor
/// throws:
///
/// - `read = Σ notAsked + asked`
/// - `asked = consistentlyCorrect + consistentlyWrong + declined + mixed + unclear + classFull`
/// - `consistentlyCorrect = Σ dropped.correct + Σ rows.correct`, and the same for wrong
///
/// @param set `training`, or the evaluation set's name
/// @param read usable questions in the set's files
/// @param notAsked questions never asked, by reason
/// @param asked questions the model answered
/// @param samples answers sampled a question
/// @param consistentlyCorrect enough samples correct; with one sample: correct
/// @param consistentlyWrong no sample correct and none declines; with one sample: wrong
/// @param declined no sample correct, at least one declines
/// @param mixed some samples correct, too few to count
/// @param unclear the judge could not tell
/// @param classFull asked, and given up undecided or decided and not needed, since their class was
///   full
/// @param dropped labelled answers that gave no row, by reason
/// @param rows answer rows by split: `train`, `validation`, `test`; or `evaluation` alone
public record QuestionFunnel(
        String set,
        int read,
        List<Skip> notAsked,
        int asked,
        int samples,
        int consistentlyCorrect,
        int consistentlyWrong,
        int declined,
        int mixed,
        int unclear,
        int classFull,
        List<Drop> dropped,
        List<SplitRows> rows) {
    public QuestionFunnel {
        Check.notBlank(set, "funnel.set");
        notAsked = List.copyOf(notAsked);
        dropped = List.copyOf(dropped);
        rows = List.copyOf(rows);
        Check.that(samples > 0, "%s: %s samples a question", set, samples);
        int skipped = notAsked.stream().mapToInt(Skip::questions).sum();
        adds(set, "read", read, skipped + asked, "not asked + asked");
        adds(
                set,
                "asked",
                asked,
                consistentlyCorrect + consistentlyWrong + declined + mixed + unclear + classFull,
                "correct + wrong + declined + mixed + unclear + class full");
        int correct = dropped.stream().mapToInt(Drop::correct).sum();
        int wrong = dropped.stream().mapToInt(Drop::wrong).sum();
        for (SplitRows split : rows) {
            correct += split.correct;
            wrong += split.wrong;
        }
        adds(set, "consistentlyCorrect", consistentlyCorrect, correct, "dropped + rows");
        adds(set, "consistentlyWrong", consistentlyWrong, wrong, "dropped + rows");
    }

    private static void adds(String set, String field, int found, int expected, String of) {
        Check.that(
                found >= 0 && found == expected,
                "questions of %s do not add up: %s is %s, but %s is %s",
                set,
                field,
                found,
                of,
                expected);
    }

    /// Rows of correct answers over all splits.
    public int correctRows() {
        return rows.stream().mapToInt(SplitRows::correct).sum();
    }

    /// Rows of wrong answers over all splits.
    public int wrongRows() {
        return rows.stream().mapToInt(SplitRows::wrong).sum();
    }

    /// Questions never asked.
    ///
    /// @param reason why, in plain words, e.g. `over --limit`
    /// @param questions how many
    public record Skip(String reason, int questions) {
        public Skip {
            Check.that(questions >= 0, "%s questions skipped: %s", questions, reason);
        }
    }

    /// Labelled answers without a row.
    ///
    /// @param reason why, in plain words, e.g. `no answer span`
    /// @param correct consistently correct ones
    /// @param wrong consistently wrong ones
    public record Drop(String reason, int correct, int wrong) {
        public Drop {
            Check.that(correct >= 0 && wrong >= 0, "%s + %s dropped: %s", correct, wrong, reason);
        }
    }

    /// The rows of one split.
    ///
    /// @param split `train`, `validation`, `test` or `evaluation`
    /// @param correct answer rows of correct answers
    /// @param wrong answer rows of wrong answers
    /// @param otherRows rows of other tokens (3-vs-1 only)
    /// @param emptyOther replies without other tokens, which give no such row
    public record SplitRows(String split, int correct, int wrong, int otherRows, int emptyOther) {
        public SplitRows {
            Check.that(
                    correct >= 0 && wrong >= 0 && otherRows >= 0 && emptyOther >= 0,
                    "split %s has a negative count",
                    split);
            Check.that(
                    otherRows + emptyOther <= correct + wrong,
                    "split %s has %s other rows and %s empty ones of %s answers",
                    split,
                    otherRows,
                    emptyOther,
                    correct + wrong);
        }
    }
}
