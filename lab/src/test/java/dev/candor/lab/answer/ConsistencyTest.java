package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistencyTest {
    /// c correct, w wrong, u unclear, in the order sampled.
    private static List<Verdict> verdicts(String letters) {
        List<Verdict> verdicts = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            verdicts.add(
                    switch (letter) {
                        case 'c' -> Verdict.CORRECT;
                        case 'w' -> Verdict.WRONG;
                        case 'u' -> Verdict.UNCLEAR;
                        default -> throw new IllegalArgumentException(letters);
                    });
        }
        return verdicts;
    }

    @ParameterizedTest
    @CsvSource({
        // all ten must agree
        "10, 10, 10, cccccccccc, CONSISTENTLY_CORRECT",
        "10, 10, 10, wwwwwwwwww, CONSISTENTLY_WRONG",
        "10, 10, 10, cccccccccw, MIXED",
        "10, 10, 10, wwwwwwwwwc, MIXED",
        "10, 10, 10, wwwwwwwwwu, DECLINED",
        "10, 10, 10, uuuuuuuuuu, DECLINED",
        "10, 10, 10, cccccccccu, MIXED",
        "10, 10, 10, cw, MIXED",
        "10, 10, 10, wu, DECLINED",
        "10, 10, 10, '', OPEN",
        "10, 10, 10, cc, OPEN",
        "10, 10, 10, wwwwwwwww, OPEN",
        // eight correct are enough, ten wrong are needed
        "10, 8, 10, ccccccccww, CONSISTENTLY_CORRECT",
        "10, 8, 10, wucccccccc, CONSISTENTLY_CORRECT",
        "10, 8, 10, cccccccwww, MIXED",
        "10, 8, 10, cccccccwuu, MIXED",
        "10, 8, 10, wwwwwwwwww, CONSISTENTLY_WRONG",
        "10, 8, 10, wwwwwwwwwc, MIXED",
        "10, 8, 10, cww, OPEN",
        "10, 8, 10, www, OPEN",
        "10, 8, 10, uu, OPEN",
        "10, 8, 10, uww, DECLINED",
        "10, 8, 10, cwww, MIXED",
        // seven wrong are enough, but none that declines
        "10, 10, 7, wwwwwwwccc, CONSISTENTLY_WRONG",
        "10, 10, 7, wwwwwwcccc, MIXED",
        "10, 10, 7, wwwwwwwccu, MIXED",
        "10, 10, 7, wwwwwwwwwu, DECLINED",
        "10, 10, 7, cccccccccc, CONSISTENTLY_CORRECT",
        "10, 10, 7, cccccccccw, MIXED",
        "10, 10, 7, ccc, OPEN",
        "10, 10, 7, wccc, OPEN",
        "10, 10, 7, wcccc, MIXED",
        // one sample, as in evaluation
        "1, 1, 1, c, CONSISTENTLY_CORRECT",
        "1, 1, 1, w, CONSISTENTLY_WRONG",
        "1, 1, 1, u, DECLINED",
        "1, 1, 1, '', OPEN",
        // an odd number
        "3, 2, 3, ccw, CONSISTENTLY_CORRECT",
        "3, 2, 3, cww, MIXED",
        "3, 2, 2, cww, CONSISTENTLY_WRONG",
    })
    void verdictsComeToWhatTheTableSays(
            int samples, int correct, int wrong, String letters, Consistency.Outcome outcome) {
        Consistency consistency = new Consistency(samples, correct, wrong);

        assertThat(consistency.outcome(verdicts(letters))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, '', true, true",
        "10, 10, c, true, false",
        "10, 10, w, false, true",
        "10, 10, u, false, false",
        "8, 10, wwccc, true, false",
        "8, 10, uuccc, true, false",
        "8, 10, wwwcc, false, false",
        "10, 7, cccww, false, true",
        "10, 7, ccccw, false, false",
        "10, 7, wwwwu, false, false",
        "7, 7, cccwww, true, true",
        "7, 7, cccwwwu, false, false",
        "7, 7, ccccwwu, true, false",
    })
    void aLabelStaysPossibleAsLongAsTheRestCouldGiveIt(
            int correct, int wrong, String letters, boolean mayBeCorrect, boolean mayBeWrong) {
        Consistency consistency = new Consistency(10, correct, wrong);
        assertThat(consistency.mayBeCorrect(verdicts(letters))).isEqualTo(mayBeCorrect);
        assertThat(consistency.mayBeWrong(verdicts(letters))).isEqualTo(mayBeWrong);
    }

    @ParameterizedTest
    @CsvSource({"10, 5, 5", "10, 11, 10", "10, 10, 11", "10, 0, 10", "10, 10, 0", "2, 1, 1"})
    void levelsThatAQuestionCouldReachBothWaysOrNeverAreRefused(
            int samples, int correct, int wrong) {
        assertThatThrownBy(() -> new Consistency(samples, correct, wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than half of " + samples + " samples");
    }

    @Test
    void noQuestionIsConsistentBothWays() {
        for (int correct = 0; correct <= 10; correct++) {
            List<Verdict> verdicts = verdicts("c".repeat(correct) + "w".repeat(10 - correct));
            Consistency lowest = new Consistency(10, 6, 6);
            assertThat(lowest.mayBeCorrect(verdicts) && lowest.mayBeWrong(verdicts)).isFalse();
            assertThat(lowest.outcome(verdicts))
                    .isEqualTo(
                            correct >= 6
                                    ? Consistency.Outcome.CONSISTENTLY_CORRECT
                                    : correct <= 4
                                            ? Consistency.Outcome.CONSISTENTLY_WRONG
                                            : Consistency.Outcome.MIXED);
        }
    }
}
