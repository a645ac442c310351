package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.report.QuestionFunnel.Drop;
import dev.candor.lab.report.QuestionFunnel.Skip;
import dev.candor.lab.report.QuestionFunnel.SplitRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionFunnelTest {
    @Test
    void countsThatAddUpAreKept() {
        QuestionFunnel funnel = funnel(100, 90, 30, 40, 28, 37);
        assertThat(funnel.correctRows()).isEqualTo(28);
        assertThat(funnel.wrongRows()).isEqualTo(37);
    }

    @Test
    void aQuestionLostBetweenReadAndAskedIsRefused() {
        assertThatThrownBy(() -> funnel(101, 90, 30, 40, 28, 37))
                .hasMessage(
                        "report: questions of nq do not add up: read is 101, but not asked + asked"
                                + " is 100");
    }

    @Test
    void aQuestionLostBetweenAskedAndVerdictIsRefused() {
        assertThatThrownBy(() -> funnel(100, 90, 31, 40, 29, 37))
                .hasMessageContaining("asked is 90, but correct + wrong")
                .hasMessageEndingWith("is 91");
    }

    @Test
    void anAnswerLostBetweenVerdictAndRowIsRefused() {
        assertThatThrownBy(() -> funnel(100, 90, 30, 40, 27, 37))
                .hasMessageContaining("consistentlyCorrect is 30, but dropped + rows is 29");
        assertThatThrownBy(() -> funnel(100, 90, 30, 40, 28, 38))
                .hasMessageContaining("consistentlyWrong is 40, but dropped + rows is 41");
    }

    @Test
    void moreOtherRowsThanAnswersAreRefused() {
        assertThatThrownBy(() -> new SplitRows("train", 3, 4, 6, 2))
                .hasMessageContaining("6 other rows and 2 empty ones of 7 answers");
    }

    private static QuestionFunnel funnel(
            int read, int asked, int correct, int wrong, int correctRows, int wrongRows) {
        return new QuestionFunnel(
                "nq",
                read,
                List.of(new Skip("over --limit", 10)),
                asked,
                1,
                correct,
                wrong,
                5,
                0,
                12,
                3,
                List.of(new Drop("no answer span", 2, 3)),
                List.of(new SplitRows("evaluation", correctRows, wrongRows, 0, 0)));
    }
}
