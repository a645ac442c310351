package dev.candor.lab.corpus;

/// The one place that knows the instruction a question is asked with.
///
/// Several public files carry it inside the question; readers strip it, so that it is never given
/// twice.
public final class Instruction {
    /// Asked of the model after the question.
    public static final String ANSWER_ONLY =
            "Respond with the answer only, without any explanation.";

    private Instruction() {}

    /// The question followed by one space and the instruction.
    public static String appendTo(String question) {
        return stripFrom(question) + " " + ANSWER_ONLY;
    }

    /// The question without a trailing instruction, and without white space at its ends.
    public static String stripFrom(String question) {
        String text = question.strip();
        int cut = text.length() - ANSWER_ONLY.length();
        boolean carries =
                cut >= 0 && text.regionMatches(true, cut, ANSWER_ONLY, 0, ANSWER_ONLY.length());
        return carries ? text.substring(0, cut).strip() : text;
    }
}
