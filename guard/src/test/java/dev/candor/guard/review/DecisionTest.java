package dev.candor.guard.review;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static void refused(
            Decision.Kind kind, String reviewer, @Nullable String answer, String why) {
        assertThatThrownBy(() -> new Decision(kind, reviewer, answer, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    @Test
    void aDecisionHasAReviewerAndAnAnswerOnlyIfItCorrects() {
        refused(Decision.Kind.APPROVED, " ", null, "the decision has no reviewer");
        refused(
                Decision.Kind.CORRECTED,
                "ann",
                " ",
                "corrected without an answer, expected the right one");
        refused(
                Decision.Kind.CORRECTED,
                "ann",
                null,
                "corrected without an answer, expected the right one");
        refused(
                Decision.Kind.REJECTED,
                "ann",
                "Lima",
                "rejected with an answer, expected one only if corrected");
    }
}
