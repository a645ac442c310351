package dev.candor.guard.policy;

import static dev.candor.guard.policy.Policies.risk;
import static dev.candor.guard.policy.Policies.scored;
import static dev.candor.guard.policy.Policies.soFar;
import static dev.candor.guard.policy.Policies.unscored;
import static dev.candor.guard.policy.Policies.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.guard.monitor.Risk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final Policy SHOP =
            Policies.of(
                    """
                    sentences: {abstain: no idea, review: later}
                    topics:
                      warranty: {keywords: [warranty]}
                      price: {regex: '\\d+ ?€'}
                    rules:
                      - {name: claims, when: {topic: warranty, risk: 0.5}, then: review}
                      - {name: wild, when: {risk: 0.8}, then: {retry: {alpha: 0.5, times: 2, else: abstain}}}
                      - {name: risky, when: {risk: 0.5}, then: flag}
                      - {name: silent, when: {no-score: true, length: {above: 2}}, then: verify}
                    """);

    @Test
    void theFirstRuleThatHoldsDecides() {
        assertThat(SHOP.decide(whole("Warranty?", "Two years", scored(0.9)), 0))
                .isEqualTo(new Decision(new Action.Review("later"), "claims", List.of("warranty")));
        assertThat(SHOP.decide(whole("How long?", "Two years", scored(0.9)), 0).rule())
                .isEqualTo("wild");
        assertThat(SHOP.decide(whole("How long?", "Two years", scored(0.7)), 0).rule())
                .isEqualTo("risky");
    }

    @Test
    void conditionsOfARuleMustAllHold() {
        assertThat(SHOP.decide(whole("Warranty?", "Two years", scored(0.49)), 0))
                .isEqualTo(new Decision(new Action.Allow(), null, List.of("warranty")));
    }

    @Test
    void aDecisionNamesAllTopicsInTheFilesOrder() {
        assertThat(SHOP.decide(whole("20 € for the warranty?", "Yes", scored(0)), 0).topics())
                .containsExactly("warranty", "price");
    }

    @ParameterizedTest
    @CsvSource({"0.4999999, ", "0.5, risky", "0.7999999, risky", "0.8, wild", "1, wild"})
    void aRiskAtItsThresholdHolds(double probability, String rule) {
        assertThat(SHOP.decide(risk(scored(probability)), 0).rule()).isEqualTo(rule);
    }

    @Test
    void theProbesThresholdIsTheMonitorsWord() {
        Policy policy = Policies.of("rules: [{name: r, when: {risk: threshold}, then: flag}]");
        assertThat(policy.decide(risk(new Risk.Scored(1, 0.3, true)), 0).rule()).isEqualTo("r");
        assertThat(policy.decide(risk(new Risk.Scored(-1, 0.7, false)), 0).rule()).isNull();
        assertThat(policy.decide(risk(unscored()), 0).rule()).isNull();
    }

    @Test
    void anAnswerWithoutScoreMeetsNoRiskAndIsNotLetThrough() {
        String rule = "rules: [{name: any, when: {risk: 0}, then: flag}]\n";
        assertThat(Policies.of(rule).decide(risk(unscored()), 0))
                .isEqualTo(
                        new Decision(
                                new Action.Abstain(Wordings.DEFAULT.abstain()), null, List.of()));
        assertThat(Policies.of(rule + "fail: open").decide(risk(unscored()), 0).action())
                .isEqualTo(new Action.Flag());
        assertThat(Policies.of(rule + "otherwise: allow").decide(risk(unscored()), 0).action())
                .isInstanceOf(Action.Abstain.class);
        assertThat(Policies.of(rule + "no-score: allow").decide(risk(unscored()), 0).action())
                .isEqualTo(new Action.Allow());
        assertThat(Policies.of(rule).decide(risk(scored(0)), 0).rule()).isEqualTo("any");
    }

    @Test
    void onlyARuleThatSaysNoScoreLetsAnAnswerWithoutOneThrough() {
        String rules =
                """
                topics: {hello: {keywords: [hello]}}
                rules:
                  - {name: greeting, when: {topic: hello}, then: allow}
                """;
        Observed greeting = whole("hello", "hello", unscored());
        assertThat(Policies.of(rules).decide(greeting, 0).rule()).isNull();
        assertThat(Policies.of(rules).decide(whole("hello", "hello", scored(1)), 0).rule())
                .isEqualTo("greeting");
        assertThat(
                        Policies.of(rules.replace("hello}", "hello, no-score: true}"))
                                .decide(greeting, 0))
                .isEqualTo(new Decision(new Action.Allow(), "greeting", List.of("hello")));
    }

    @Test
    void lengthBoundsAreOutside() {
        Policy policy =
                Policies.of("rules: [{name: r, when: {length: {above: 2, below: 4}}, then: flag}]");
        List<Integer> held = new ArrayList<>();
        for (int tokens = 0; tokens < 8; tokens++) {
            if (policy.decide(
                                    new Observed(
                                            "",
                                            UserWords.of(List.of()),
                                            "",
                                            scored(0),
                                            tokens,
                                            true),
                                    0)
                            .rule()
                    != null) {
                held.add(tokens);
            }
        }
        assertThat(held).containsExactly(3);
    }

    @Test
    void aRuleAboutATopicDoesNotHoldForAnother() {
        Policy policy =
                Policies.of(
                        """
                        topics: {tax: {keywords: [tax]}, law: {keywords: [law]}}
                        rules: [{name: lawyer, when: {topic: law}, then: flag}]
                        """);
        assertThat(policy.decide(whole("A tax?", "Yes", scored(0)), 0))
                .isEqualTo(new Decision(new Action.Allow(), null, List.of("tax")));
        assertThat(policy.decide(whole("A law?", "Yes", scored(0)), 0).rule()).isEqualTo("lawyer");
    }

    @Test
    void retriesOfWhatNoRuleHoldsForComeToAnEnd() {
        Policy policy = Policies.of("rules: []\notherwise: {retry: {alpha: 0.5, else: flag}}");
        assertThat(policy.decide(risk(scored(0)), 0).action().word()).isEqualTo("retry");
        assertThat(policy.decide(risk(scored(0)), 1).action()).isEqualTo(new Action.Flag());
    }

    @Test
    void retriesComeToAnEnd() {
        Observed wild = risk(scored(0.9));
        Action retry = new Action.Retry(0.5, 2, new Action.Abstain("no idea"));
        assertThat(SHOP.decide(wild, 0).action()).isEqualTo(retry);
        assertThat(SHOP.decide(wild, 1).action()).isEqualTo(retry);
        assertThat(SHOP.decide(wild, 2).action()).isEqualTo(new Action.Abstain("no idea"));
        assertThat(SHOP.decide(risk(scored(0.7)), 2).action()).isEqualTo(new Action.Flag());
    }

    @Test
    void aVerdictSettlesTheDecision() {
        Observed silent = whole("Who?", "I do not know", unscored());
        Decision asked = SHOP.decide(silent, 0);
        assertThat(asked.action().word()).isEqualTo("verify");
        assertThat(settled(SHOP, _ -> new Verdict.Supported())).isEqualTo(new Action.Allow());
        assertThat(settled(SHOP, _ -> new Verdict.Refuted("other source")))
                .isEqualTo(new Action.Abstain("no idea"));
        assertThat(settled(SHOP, _ -> new Verdict.Unknown("no source")))
                .isEqualTo(new Action.Flag());
    }

    @Test
    void aVerdictsReasonIsKeptForWhoReviewsTheAnswer() {
        Policy policy =
                Policies.of("rules: []\notherwise: {verify: {refuted: review, unknown: review}}");
        Observed said = risk(scored(0));
        assertThat(policy.decide(said, 0).reason()).isNull();
        Decision asked = new Decision(policy.otherwise(), "checked", List.of("tax"));
        assertThat(policy.verified(asked, said, _ -> new Verdict.Refuted("other source"), _ -> {}))
                .isEqualTo(
                        new Decision(
                                new Action.Review(Wordings.DEFAULT.review()),
                                "checked",
                                List.of("tax"),
                                "other source"));
        assertThat(policy.verified(asked, said, _ -> new Verdict.Unknown("no source"), _ -> {}))
                .extracting(Decision::reason)
                .isEqualTo("no source");
        assertThat(policy.verified(asked, said, _ -> new Verdict.Supported(), _ -> {}))
                .isEqualTo(asked.settled(new Action.Allow()));
        Decision refuted = new Decision(asked.action(), "r", List.of("t"), "other source");
        assertThat(refuted.settled(new Action.Flag()))
                .isEqualTo(new Decision(new Action.Flag(), "r", List.of("t"), "other source"));
    }

    @Test
    void aVerifierThatFailsIsReportedAndNothingPasses() {
        Policy closed = Policies.of("rules: []\nno-score: verify");
        Policy open = Policies.of("rules: []\nno-score: verify\nfail: open");
        Observed silent = risk(unscored());
        List<Exception> failures = new ArrayList<>();
        for (Policy policy : List.of(closed, open)) {
            Decision decision = policy.decide(silent, 0);
            assertThat(policy.verified(decision, silent, Verifier.missing(), failures::add))
                    .isEqualTo(new Decision(policy.unjudged(), null, List.of()));
        }
        assertThat(closed.unjudged().word()).isEqualTo("abstain");
        assertThat(open.unjudged().word()).isEqualTo("flag");
        assertThat(failures).hasSize(2);
    }

    @Test
    void anInterruptedVerifierLeavesTheThreadInterrupted() {
        Policy policy = Policies.of("rules: []\nno-score: verify");
        Observed silent = risk(unscored());
        List<Exception> failures = new ArrayList<>();
        Verifier interrupted =
                _ -> {
                    throw new InterruptedException();
                };
        assertThat(policy.verified(policy.decide(silent, 0), silent, interrupted, failures::add))
                .isEqualTo(new Decision(policy.unjudged(), null, List.of()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failures).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
    }

    @Test
    void aDecisionThatAsksForNothingIsNotVerified() {
        Decision allowed = SHOP.decide(risk(scored(0)), 0);
        assertThat(
                        SHOP.verified(
                                allowed, risk(scored(0)), Verifier.missing(), PolicyTest::unwanted))
                .isSameAs(allowed);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY})
    void aRiskThatIsNoProbabilityIsNoSafeOne(double probability) {
        Risk bad = new Risk.Scored(0, probability, false);
        assertThatThrownBy(() -> risk(bad))
                .hasMessage("risk is " + probability + ", expected 0 to 1");
    }

    @Test
    void halfAReplyIsNotDecidedOn() {
        assertThatThrownBy(() -> SHOP.decide(soFar("Who?", "Ad", scored(0)), 0))
                .hasMessage("the reply is still coming, expected a whole one");
    }

    private static Action settled(Policy policy, Verifier verifier) {
        Observed silent = whole("Who?", "I do not know", unscored());
        return policy.verified(policy.decide(silent, 0), silent, verifier, _ -> {}).action();
    }

    private static void unwanted(Exception failure) {
        throw new AssertionError(failure);
    }
}
