package dev.candor.guard.policy;

import static dev.candor.guard.policy.Policies.scored;
import static dev.candor.guard.policy.Policies.soFar;
import static dev.candor.guard.policy.Policies.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingTest {
    private static final Policy POLICY =
            Policies.of(
                    """
                    mode: streaming
                    sentences: {abstain: stop}
                    topics: {law: {keywords: [law], in: question}, poem: {keywords: [poem]}}
                    rules:
                      - {name: art, when: {topic: poem, risk: 0}, then: allow}
                      - {name: lawyer, when: {topic: law}, then: abstain}
                      - {name: risky, when: {risk: 0.8}, then: abstain}
                      - {name: odd, when: {risk: 0.5}, then: flag}
                      - {name: short, when: {length: {below: 3}}, then: abstain}
                      - {name: unscored, when: {no-score: true}, then: abstain}
                      - {name: endless, when: {length: {above: 5}}, then: abstain}
                    """);

    @Test
    void theFirstSpanOverTheThresholdEndsTheStream() {
        assertThat(POLICY.cuts(soFar("Who?", "Ada", scored(0.79)))).isEmpty();
        assertThat(POLICY.cuts(soFar("Who?", "Ada", scored(0.8))))
                .contains(new Decision(new Action.Abstain("stop"), "risky", List.of()));
    }

    @Test
    void textBetweenSpansHasNoScoreYetAndGoesOut() {
        assertThat(POLICY.cuts(soFar("Who?", "It was", unscored()))).isEmpty();
    }

    @Test
    void whatOnlyTheEndCanTellDoesNotCut() {
        assertThat(POLICY.cuts(soFar("Who?", "A", unscored()))).isEmpty();
        assertThat(POLICY.decide(Policies.whole("Who?", "A", unscored()), 0).rule())
                .isEqualTo("short");
        assertThat(POLICY.decide(Policies.whole("Who?", "A B C", unscored()), 0).rule())
                .isEqualTo("unscored");
    }

    @Test
    void aReplyThatIsTooLongAlreadyIsCut() {
        assertThat(POLICY.cuts(soFar("Who?", "a b c d e", unscored()))).isEmpty();
        assertThat(POLICY.cuts(soFar("Who?", "a b c d e f", unscored())))
                .hasValueSatisfying(cut -> assertThat(cut.rule()).isEqualTo("endless"));
    }

    @Test
    void aTopicOfTheQuestionCutsBeforeAnyText() {
        assertThat(POLICY.cuts(soFar("What does the law say?", "", unscored())))
                .contains(new Decision(new Action.Abstain("stop"), "lawyer", List.of("law")));
    }

    @Test
    void aLookAtAWholeStreamSeesWhatLooksAtItsPartsSee() {
        StreamedReply poem = POLICY.streamed("Write a poem");
        StreamedReply law = POLICY.streamed("What does the law say?");
        StreamedReply other = POLICY.streamed("Who?");
        for (String reply : List.of("", "a", "a poem", "a poems", "a b c d e f")) {
            for (double risk : new double[] {0, 0.5, 0.9}) {
                assertThat(poem.cuts(soFar("Write a poem", reply, scored(risk)))).isEmpty();
                assertThat(law.cuts(soFar("What does the law say?", reply, scored(risk))))
                        .isEqualTo(
                                POLICY.cuts(soFar("What does the law say?", reply, scored(risk))));
                assertThat(other.cuts(soFar("Who?", reply, scored(risk))))
                        .isEqualTo(POLICY.cuts(soFar("Who?", reply, scored(risk))));
            }
        }
        assertThat(law.cuts(soFar("What does the law say?", "a poem", scored(0)))).isEmpty();
        assertThatThrownBy(() -> law.cuts(soFar("Who?", "", unscored())))
                .hasMessage("a reply to another question");
    }

    /// Read again for each token, this takes minutes.
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongQuestionIsReadOnceForAllTokens() {
        String question = "It is about this. ".repeat(100_000);
        StreamedReply stream = POLICY.streamed(question);
        for (int token = 0; token < 2_000; token++) {
            assertThat(stream.cuts(soFar(question, "Ada", scored(0.1)))).isEmpty();
        }
    }

    @Test
    void anEarlierRuleThatHoldsKeepsTheStreamOpen() {
        assertThat(POLICY.cuts(soFar("Write a poem", "Roses", scored(0.9)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"review", "verify", "{retry: {alpha: 0.5}}", "{review: wait}"})
    void aStreamCannotDoWhatNeedsTheWholeAnswer(String action) {
        String word = action.replaceAll("\\W*(\\w+).*", "$1");
        assertThatThrownBy(() ->
                        Policies.of("rules: []\nmode: streaming\notherwise: %s".formatted(action)))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(
                        "shop.yaml:4:12: otherwise: found "
                                + word
                                + ", which needs the whole answer, expected allow, flag or abstain"
                                + " in mode streaming");
        assertThat(Policies.of("rules: []\notherwise: " + action).needsWholeAnswer()).isTrue();
        assertThat(POLICY.needsWholeAnswer()).isFalse();
    }
}
