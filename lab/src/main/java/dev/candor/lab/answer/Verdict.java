package dev.candor.lab.answer;

/// What a judge says of a response. `UNCLEAR` never becomes a label.
public enum Verdict {
    CORRECT,
    WRONG,
    UNCLEAR
}
