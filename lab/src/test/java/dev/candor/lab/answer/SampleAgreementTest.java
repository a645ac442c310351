package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.corpus.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleAgreementTest {
    private static final Question QUESTION =
            new Question("q", "file", "What is the capital of France?", List.of("Paris"));

    @Test
    void repliesThatSayTheSameInOtherWordsAreOneCluster() {
        SampleAgreement agreement =
                SampleAgreement.of(
                        QUESTION,
                        List.of("Paris", "The capital of France is Paris.", "PARIS!", "Lyon"),
                        1);
        assertThat(agreement.samples()).isEqualTo(4);
        assertThat(agreement.clusters()).isEqualTo(2);
        assertThat(agreement.consistency()).isEqualTo(0.75);
        assertThat(agreement.entropy())
                .isCloseTo(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)), within(1e-12));
    }

    @Test
    void theRepresentativeDecidesWhoseClusterIsCounted() {
        List<String> replies = List.of("Paris", "Paris", "Lyon");
        assertThat(SampleAgreement.of(QUESTION, replies, 2).consistency())
                .isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void repliesThatDeclineAgreeWithEachOther() {
        SampleAgreement agreement =
                SampleAgreement.of(
                        QUESTION, List.of("I don't know.", "I do not know that.", "Paris"), 0);
        assertThat(agreement.clusters()).isEqualTo(2);
    }

    @Test
    void allTheSameHasNoEntropyAndAllDifferentTheMost() {
        assertThat(SampleAgreement.of(QUESTION, List.of("Paris", "Paris"), 0).entropy()).isZero();
        assertThat(
                        SampleAgreement.of(QUESTION, List.of("Paris", "Lyon", "Nice", "Metz"), 0)
                                .entropy())
                .isCloseTo(Math.log(4), within(1e-12));
    }
}
