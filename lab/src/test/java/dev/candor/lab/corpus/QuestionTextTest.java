package dev.candor.lab.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuestionTextTest {
    @Test
    void casePunctuationAccentsAndSpaceDoNotMatter() {
        assertThat(QuestionText.normalise("  Who wrote “Émile”,\tthen? "))
                .isEqualTo("who wrote emile then");
        assertThat(QuestionText.normalise("Who's O’Brien?")).isEqualTo("whos obrien");
    }

    @Test
    void theInstructionIsNoPartOfTheQuestion() {
        assertThat(QuestionText.normalise(Instruction.appendTo("Who?"))).isEqualTo("who");
    }

    @Test
    void symbolsTellQuestionsApart() {
        assertThat(QuestionText.normalise("What is 5 + 3?"))
                .isNotEqualTo(QuestionText.normalise("What is 5 × 3?"));
        assertThat(QuestionText.normalise("C#?")).isNotEqualTo(QuestionText.normalise("C?"));
        assertThat(QuestionText.normalise("???")).isEqualTo("???");
    }

    @Test
    void theInstructionIsGivenOnce() {
        String asked = Instruction.appendTo("Which tree is oldest?");
        assertThat(asked)
                .isEqualTo(
                        "Which tree is oldest? Respond with the answer only, without any"
                                + " explanation.");
        assertThat(Instruction.appendTo(asked)).isEqualTo(asked);
        assertThat(Instruction.stripFrom(asked)).isEqualTo("Which tree is oldest?");
    }
}
