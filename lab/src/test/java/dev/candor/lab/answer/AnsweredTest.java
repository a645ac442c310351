package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.corpus.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnsweredTest {
    private static final Question CAPITAL =
            new Question("q", "set", "What is the capital of France?", List.of("Paris"));
    private static final Question NOBODY_KNOWS =
            new Question("n", "set", "What does the medicine Krelol treat?", List.of());

    private static Answered of(Question question, String reply) {
        return Answered.of(question, reply, new RuleJudge().judge(question, reply));
    }

    @Test
    void answersAreRightOrWrongAndDecliningIsNone() {
        assertThat(of(CAPITAL, "It is Paris.")).isEqualTo(Answered.RIGHT);
        assertThat(of(CAPITAL, "Lyon")).isEqualTo(Answered.WRONG);
        assertThat(of(CAPITAL, "I don't know.")).isEqualTo(Answered.DECLINED);
        assertThat(of(CAPITAL, "Paris or Lyon")).isEqualTo(Answered.UNCLEAR);
        assertThat(of(CAPITAL, "")).isEqualTo(Answered.UNCLEAR);
    }

    @Test
    void toDeclineWhatNobodyCanAnswerIsNoRightAnswerEither() {
        assertThat(of(NOBODY_KNOWS, "I don't know.")).isEqualTo(Answered.DECLINED);
        assertThat(of(NOBODY_KNOWS, "Headaches")).isEqualTo(Answered.WRONG);
        assertThat(Answered.of(NOBODY_KNOWS, "There is none such.", Verdict.CORRECT))
                .as("as a model that judges has it")
                .isEqualTo(Answered.DECLINED);
    }

    @Test
    void aJudgeThatCallsDecliningWrongMakesItNoAnswer() {
        assertThat(Answered.of(CAPITAL, "I don't know.", Verdict.WRONG))
                .isEqualTo(Answered.DECLINED);
    }
}
