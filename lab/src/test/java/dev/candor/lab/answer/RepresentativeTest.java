package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.forward.Generation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepresentativeTest {
    private static List<Response> responses(String... texts) {
        List<Response> responses = new ArrayList<>();
        for (String text : texts) {
            responses.add(
                    new Response(
                            "q",
                            responses.size(),
                            text,
                            new int[0],
                            new int[0],
                            new int[0],
                            Generation.End.END_TOKEN));
        }
        return responses;
    }

    private static int chosen(List<Response> responses, Verdict wanted, Verdict... verdicts) {
        return Representative.of(responses, List.of(verdicts), wanted).sample();
    }

    @Test
    void theMostFrequentReplyStandsForTheQuestion() {
        List<Response> replies = responses("Rome", "Oslo", "Bern", "Oslo");
        assertThat(
                        chosen(
                                replies,
                                Verdict.WRONG,
                                Verdict.WRONG,
                                Verdict.WRONG,
                                Verdict.WRONG,
                                Verdict.WRONG))
                .isEqualTo(1);
    }

    @Test
    void ofRepliesEquallyFrequentTheFirstSampledStands() {
        List<Response> replies = responses("Bern", "Oslo", "Rome", "Oslo", "Bern");
        assertThat(
                        chosen(
                                replies,
                                Verdict.WRONG,
                                Verdict.WRONG,
                                Verdict.WRONG,
                                Verdict.WRONG,
                                Verdict.WRONG,
                                Verdict.WRONG))
                .isZero();
    }

    @Test
    void repliesOfAnotherVerdictNeitherCountNorStand() {
        List<Response> replies = responses("Oslo", "Oslo", "Bern", "Rome", "Rome", "Oslo");
        Verdict[] verdicts = {
            Verdict.WRONG,
            Verdict.UNCLEAR,
            Verdict.CORRECT,
            Verdict.CORRECT,
            Verdict.CORRECT,
            Verdict.WRONG
        };
        assertThat(chosen(replies, Verdict.CORRECT, verdicts)).isEqualTo(3);
        assertThat(chosen(replies, Verdict.WRONG, verdicts)).isZero();
    }

    @Test
    void whiteSpaceAroundARepliesTextDoesNotMatter() {
        List<Response> replies = responses("Bern", " Oslo", "Oslo\n");
        assertThat(
                        chosen(
                                replies,
                                Verdict.CORRECT,
                                Verdict.CORRECT,
                                Verdict.CORRECT,
                                Verdict.CORRECT))
                .isEqualTo(1);
    }

    @Test
    void aVerdictThatNoReplyHasIsRefused() {
        assertThatThrownBy(() -> chosen(responses("Rome"), Verdict.CORRECT, Verdict.WRONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CORRECT");
    }
}
