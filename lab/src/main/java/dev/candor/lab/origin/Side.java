package dev.candor.lab.origin;

/// What was measured on one of the two models.
///
/// @param prompt how it was asked: a form with `{question}`, or a style
/// @param funnel where its answers come from
/// @param separation of wrong from correct answers
/// @param signal at the instruct model's threshold
/// @param timing around the first token of the answer
public record Side(
        String prompt, Funnel funnel, Separation separation, Signal signal, Timing timing) {}
