package dev.candor.lab.report;

/// Who says which answers of a run are right.
public enum Verdicts {
    /// A rule that looks for accepted answers.
    MATCHED,
    /// A language model that knows the accepted answers.
    JUDGED,
    /// Whoever labelled the answers that the run was given.
    GIVEN
}
