package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.probe.Evaluation;
import dev.candor.lab.probe.Lead;
import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final ProbeSummary PROBE =
            ReportFixtures.probe(ReportFixtures.model("m"), new Random(7));

    @Test
    void neuronsWithALeadOverEveryControlAreCalledBetter() {
        Headline headline =
                headline(test(0.85, 0.81, 0.89, score(ScoreKind.ANSWER_LENGTH, 0.66, 0.6, 0.72)));
        assertThat(headline.finding()).isEqualTo(Finding.BETTER);
        assertThat(headline.sentence())
                .isEqualTo(
                        "The 42 H-neurons found and 31 of negative weight tell the model’s wrong"
                                + " answers from its correct ones: AUROC 0.85 [0.81, 0.89] on"
                                + " held-out questions. The best control, the length of the answer alone, reaches 0.66 [0.60,"
                                + " 0.72]. They beat the length of the answer alone (lead +0.19"
                                + " [+0.12, +0.26]).");
    }

    @Test
    void aLeadThatMayBeNoneIsNotToldApart() {
        Headline headline =
                headline(test(0.72, 0.67, 0.77, score(ScoreKind.ANSWER_LENGTH, 0.66, 0.6, 0.72)));
        assertThat(headline.finding()).isEqualTo(Finding.NOT_TOLD_APART);
        assertThat(headline.sentence()).contains("cannot tell them from the length of the answer");
    }

    /// Length has the lower AUROC of the two, but the wider interval.
    @Test
    void betterAsksForALeadOverEachControl() {
        ScoreResult perplexity = score(ScoreKind.PERPLEXITY, 0.70, 0.66, 0.74);
        ScoreResult length = score(ScoreKind.ANSWER_LENGTH, 0.69, 0.61, 0.77);
        EvaluationSet set =
                new EvaluationSet(
                        "test",
                        true,
                        false,
                        78,
                        230,
                        List.of(
                                score(ScoreKind.H_NEURONS_INPUT, 0.75, 0.71, 0.79),
                                withLead(perplexity, 0.05, 0.01, 0.09),
                                withLead(length, 0.06, -0.01, 0.13)),
                        null);
        Headline headline = headline(set);
        assertThat(headline.finding()).isEqualTo(Finding.NOT_TOLD_APART);
        assertThat(headline.sentence()).contains("cannot tell them from the length of the answer");
    }

    private static ScoreResult withLead(ScoreResult of, double lead, double low, double high) {
        return ScoreResult.of(
                of.kind(),
                of.evaluation(),
                new Lead(lead, new Interval(low, high)),
                null,
                of.roc());
    }

    @Test
    void aControlThatDoesAsWellIsSaidFirst() {
        Headline headline =
                headline(
                        test(
                                0.64,
                                0.58,
                                0.7,
                                score(ScoreKind.RANDOM_NEURONS, 0.55, 0.5, 0.6),
                                score(ScoreKind.ANSWER_LENGTH, 0.66, 0.6, 0.72)));
        assertThat(headline.finding()).isEqualTo(Finding.NOT_BETTER);
        assertThat(headline.sentence())
                .isEqualTo(
                        "The 42 H-neurons found and 31 of negative weight are not better than the"
                                + " length of the answer alone: AUROC 0.64 [0.58, 0.70] on held-out questions, against"
                                + " 0.66 [0.60, 0.72]. They are not shown to beat the length of the answer"
                                + " alone (lead −0.02 [−0.10, +0.06]).");
    }

    @Test
    void lengthAndLogProbabilityAreSpokenOfWhicheverControlIsBest() {
        Headline headline =
                headline(
                        test(
                                0.80,
                                0.76,
                                0.84,
                                score(ScoreKind.QUESTION_KIND, 0.85, 0.82, 0.88),
                                score(ScoreKind.ANSWER_LENGTH, 0.6, 0.55, 0.65),
                                score(ScoreKind.MEAN_LOG_PROBABILITY, 0.82, 0.78, 0.86)));
        assertThat(headline.finding()).isEqualTo(Finding.NOT_BETTER);
        assertThat(headline.sentence())
                .contains("not better than the kind of question alone")
                .endsWith(
                        "They beat the length of the answer alone (lead +0.20 [+0.14, +0.26]); they are not shown to beat"
                                + " the model’s own log-probability of its answer (lead −0.02"
                                + " [−0.08, +0.04]).");
    }

    @Test
    void otherProbesOfTheInsideAndRepeatedAnswersAreNoControls() {
        Headline headline =
                headline(
                        test(
                                0.8,
                                0.76,
                                0.84,
                                score(ScoreKind.RESIDUAL_PROBE, 0.95, 0.93, 0.97),
                                score(ScoreKind.SELF_CONSISTENCY, 0.9, 0.85, 0.95)));
        assertThat(headline.finding()).isEqualTo(Finding.UNCONTROLLED);
    }

    @Test
    void aControlThatPointsTheOtherWayCountsByItsMirrorImage() {
        Headline headline =
                headline(test(0.7, 0.64, 0.76, score(ScoreKind.ANSWER_LENGTH, 0.2, 0.15, 0.25)));
        assertThat(headline.finding()).isEqualTo(Finding.NOT_BETTER);
        assertThat(headline.sentence()).contains("against 0.80 [0.75, 0.85]");
    }

    @Test
    void equalTwoDecimalsAreShownWithThree() {
        Headline headline =
                headline(test(0.701, 0.64, 0.76, score(ScoreKind.ANSWER_LENGTH, 0.704, 0.6, 0.8)));
        assertThat(headline.sentence()).contains("AUROC 0.701").contains("against 0.704");
    }

    @Test
    void anIntervalThatIncludesChanceIsNoEvidence() {
        Headline headline =
                headline(test(0.56, 0.49, 0.63, score(ScoreKind.ANSWER_LENGTH, 0.5, 0.4, 0.6)));
        assertThat(headline.finding()).isEqualTo(Finding.NO_EVIDENCE);
        assertThat(headline.sentence())
                .startsWith(
                        "No evidence that the 42 H-neurons found and 31 of negative weight tell");
    }

    @Test
    void anIntervalThatEndsAtChanceIsNoEvidence() {
        assertThat(headline(test(0.56, 0.5, 0.63)).finding()).isEqualTo(Finding.NO_EVIDENCE);
    }

    @Test
    void anIntervalBelowChanceIsCalledTheWrongWay() {
        Headline headline = headline(test(0.38, 0.31, 0.45));
        assertThat(headline.finding()).isEqualTo(Finding.BELOW_CHANCE);
        assertThat(headline.sentence()).contains("wrong way");
    }

    @Test
    void withoutControlsNothingIsClaimedAgainstThem() {
        Headline headline = headline(test(0.8, 0.7, 0.9));
        assertThat(headline.finding()).isEqualTo(Finding.UNCONTROLLED);
        assertThat(headline.sentence()).contains("no control was measured");
    }

    @Test
    void anAurocThatCouldNotBeComputedIsNoEvidence() {
        Headline headline = headline(test(Double.NaN, Double.NaN, Double.NaN));
        assertThat(headline.finding()).isEqualTo(Finding.NO_EVIDENCE);
        assertThat(headline.sentence()).contains("not measured");
    }

    @Test
    void anAurocWithoutAnIntervalIsNoEvidence() {
        Headline headline = headline(test(0.9, Double.NaN, Double.NaN));
        assertThat(headline.finding()).isEqualTo(Finding.NO_EVIDENCE);
        assertThat(headline.sentence()).endsWith("that are independent of each other.");
    }

    @Test
    void theScoreJudgedIsThatOfThePositionTrainedAt() {
        EvaluationSet set =
                new EvaluationSet(
                        "test",
                        true,
                        false,
                        78,
                        230,
                        List.of(
                                score(ScoreKind.H_NEURONS_INPUT, 0.5, 0.4, 0.6),
                                score(ScoreKind.H_NEURONS_EMIT, 0.8, 0.7, 0.9)),
                        null);
        assertThat(of("input", set).finding()).isEqualTo(Finding.NO_EVIDENCE);
        assertThat(of("emit", set).finding()).isEqualTo(Finding.UNCONTROLLED);
    }

    @Test
    void everyEvaluationSetGetsItsOwnSentence() {
        EvaluationSet weak =
                new EvaluationSet(
                        "far",
                        false,
                        false,
                        50,
                        60,
                        List.of(score(ScoreKind.H_NEURONS_INPUT, 0.52, 0.42, 0.62)),
                        null);
        EvaluationSet empty = new EvaluationSet("none", false, false, 0, 60, List.of(), null);
        Headline headline = of("input", test(0.8, 0.7, 0.9), weak, empty);
        assertThat(headline.details())
                .containsExactly(
                        "far: AUROC 0.52 [0.42, 0.62], no evidence, the interval includes 0.5.",
                        "none: not measured, with 0 correct and 60 wrong answers.");
    }

    @Test
    void tooFewAnswersAreCountedInsteadOfJudged() {
        Headline headline = ReportFixtures.tooFew().headline();
        assertThat(headline.finding()).isEqualTo(Finding.NO_PROBE);
        assertThat(headline.sentence())
                .isEqualTo(
                        "Too few answers for a probe: 12 correct answers and 698 wrong answers, at"
                                + " least 30 of each are needed.");
    }

    @Test
    void enoughAnswersAndNoProbeMeansNoNeuronWasFound() {
        Headline headline = Headline.of("input", ReportFixtures.training(), null, List.of());
        assertThat(headline.sentence()).startsWith("No H-neurons: with 390 correct answers");
    }

    @Test
    void aSingleNeuronIsSpokenOfInTheSingular() {
        ProbeSummary single =
                ProbeSummary.of(
                        ReportFixtures.model("m"),
                        1,
                        0,
                        0,
                        0,
                        0,
                        List.of(new ProbeSummary.Candidate(1, 1, 0.5, 0.5, 1, true)),
                        List.of(new ProbeSummary.HNeuron(1, 2, 0.5, 0, 0)));
        EvaluationSet chance = test(0.56, 0.49, 0.63);
        EvaluationSet close = test(0.6, 0.55, 0.65, score(ScoreKind.ANSWER_LENGTH, 0.6, 0.5, 0.7));
        assertThat(
                        Headline.of("input", ReportFixtures.training(), single, List.of(chance))
                                .sentence())
                .startsWith("No evidence that the 1 H-neuron found tells wrong answers");
        assertThat(
                        Headline.of("input", ReportFixtures.training(), single, List.of(close))
                                .sentence())
                .startsWith("The 1 H-neuron found is not better than");
    }

    private static Headline headline(EvaluationSet set) {
        return of("input", set);
    }

    private static Headline of(String position, EvaluationSet... sets) {
        return Headline.of(position, ReportFixtures.training(), PROBE, List.of(sets));
    }

    private static EvaluationSet test(
            double auroc, double low, double high, ScoreResult... controls) {
        ScoreResult probe = score(ScoreKind.H_NEURONS_INPUT, auroc, low, high);
        List<ScoreResult> scores = new ArrayList<>(List.of(probe));
        for (ScoreResult control : controls) {
            scores.add(ReportFixtures.led(control, probe.evaluation()));
        }
        return new EvaluationSet("test", true, false, 78, 230, scores, null);
    }

    private static ScoreResult score(ScoreKind kind, double auroc, double low, double high) {
        return ScoreResult.of(
                kind,
                new Evaluation(
                        kind.label(),
                        50,
                        40,
                        auroc,
                        new Interval(low, high),
                        0.5,
                        new Interval(0.4, 0.6),
                        0.5,
                        new Interval(0.4, 0.6)),
                Lead.NONE,
                null,
                List.of());
    }
}
