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

    /// Read again for each token, this takes minutes.
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongQuestionIsReadOnceForAllTokens() {
        String question = "It is about this. ".repeat(100_000);
        UserWords asked = UserWords.of(List.of(question));
        for (int token = 0; token < 2_000; token++) {
            Observed soFar = new Observed(question, asked, "Ada", scored(0.1), 1, false);
            assertThat(POLICY.cuts(soFar)).isEmpty();
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
