package dev.candor.lab.answer;

import java.util.Arrays;

/// How a question is put to a model.
public enum PromptStyle {
    /// The model's own chat template, with the instruction to give the answer only.
    CHAT("chat"),
    /// The model's own chat template around the bare question.
    BARE("bare"),
    /// `Q: … A:` after a few examples of ours; the reply ends with its line.
    FEW_SHOT("few-shot"),
    /// The question in a form that a model without tuning goes on with, `…\nAnswer:` if nothing
    /// else is said; the reply ends with its line.
    COMPLETION("completion");

    private final String label;

    PromptStyle(String label) {
        this.label = label;
    }

    /// The name on the command line and in reports.
    public String label() {
        return label;
    }

    /// @throws IllegalArgumentException if no style has this name
    public static PromptStyle named(String label) {
        return Arrays.stream(values())
                .filter(style -> style.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "prompt style is `"
                                        + label
                                        + "`, expected one of chat, bare, few-shot, completion"));
    }
}
