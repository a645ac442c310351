package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.candor.lab.probe.KindLead;
import dev.candor.lab.probe.Lead;
import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    private static final FindReport REPORT = ReportFixtures.better();

    private static List<String> limits(Verdicts verdicts, List<EvaluationSet> evaluations) {
        return Limits.of(
                REPORT.model(),
                REPORT.settings(),
                verdicts,
                REPORT.dataFiles(),
                REPORT.funnel(),
                REPORT.probe(),
                evaluations,
                REPORT.evidence());
    }

    @ParameterizedTest
    @CsvSource({
        "MATCHED, matching an answer with the accepted ones",
        "JUDGED, what a language model said",
        "GIVEN, as they were given"
    })
    void whoSaidWhatIsRightIsSaidAndNoOtherIs(Verdicts verdicts, String words) {
        List<String> others =
                Stream.of(Verdicts.values())
                        .filter(other -> other != verdicts)
                        .map(other -> limits(other, List.of()))
                        .flatMap(List::stream)
                        .filter(sentence -> sentence.contains(words))
                        .toList();
        assertThat(limits(verdicts, List.of())).filteredOn(s -> s.contains(words)).hasSize(1);
        assertThat(others).isEmpty();
    }

    /// Only the held-out questions of the training set were chosen by their samples.
    @Test
    void scoresOfTheSamplesThatChoseTheQuestionsAreCalledTooGood() {
        EvaluationSet held = REPORT.evaluations().getFirst();
        EvaluationSet foreign = REPORT.evaluations().get(1);
        assertThat(held.inDomain()).isTrue();
        assertThat(foreign.inDomain()).isFalse();
        assertThat(limits(Verdicts.MATCHED, List.of(held))).anyMatch(s -> s.contains("too good"));
        assertThat(limits(Verdicts.MATCHED, List.of(foreign)))
                .noneMatch(s -> s.contains("too good"));
        assertThat(limits(Verdicts.MATCHED, List.of(withoutSamples(held))))
                .noneMatch(s -> s.contains("too good"));
    }

    @Test
    void aControlThatTheHNeuronsAloneDoNotBeatIsNamedAndOneTheyBeatIsNot() {
        List<String> limits = limits(Verdicts.MATCHED, List.of(REPORT.evaluations().getFirst()));
        assertThat(limits)
                .filteredOn(
                        sentence -> sentence.contains("H-neurons alone, without the neurons of"))
                .singleElement(STRING)
                .startsWith("On test,")
                .contains(
                        "cannot be told from as many random neurons as there are H-neurons, matched")
                .containsPattern("\\(AUROC 0\\.\\d\\d, their lead [+−]");
        assertThat(limits)
                .noneMatch(sentence ->
                        sentence.contains("as good as the H-neurons (")
                                && sentence.contains("as many random"));
    }

    @Test
    void whatSingleNeuronsShowIsSaidApartFromTheirSum() {
        assertThat(limits(Verdicts.MATCHED, List.of()))
                .anyMatch(s ->
                        s.matches(
                                "Taken one by one on held-out answers, \\d+ of 42 H-neurons are louder .*"))
                .anyMatch(s -> s.matches("\\d+ of 42 H-neurons were each chosen by half .*"));
    }

    @Test
    void whatIsKnownOfTheKindAloneIsSaid() {
        assertThat(limits(Verdicts.MATCHED, List.of(byKind(0.8))))
                .anyMatch(s ->
                        s.startsWith("On test, part of a score can be knowing which kinds")
                                && s.endsWith(
                                        "the H-neurons lead over the length of the answer alone +0.10 [+0.05, +0.15]."));
        assertThat(limits(Verdicts.MATCHED, List.of(byKind(0.5))))
                .noneMatch(s -> s.contains("which kinds of question go wrong"));
    }

    /// @param auroc of the kind of question alone
    private static EvaluationSet byKind(double auroc) {
        Lead lead = new Lead(0.1, new Interval(0.05, 0.15));
        return new EvaluationSet(
                "test",
                true,
                false,
                78,
                230,
                List.of(
                        ScoreResult.of(
                                ScoreKind.ANSWER_LENGTH,
                                ReportFixtures.evaluation("length", 78, 230, 0.7),
                                lead,
                                new KindLead(0.6, lead),
                                List.of()),
                        ScoreResult.of(
                                ScoreKind.QUESTION_KIND,
                                ReportFixtures.evaluation("kind", 78, 230, auroc),
                                lead,
                                null,
                                List.of())),
                null);
    }

    @Test
    void ofASetThatNobodyCanAnswerItIsSaidWhatElseTellsItApart() {
        EvaluationSet held = REPORT.evaluations().getFirst();
        EvaluationSet invented =
                new EvaluationSet(
                        "invented",
                        false,
                        true,
                        held.correct(),
                        held.wrong(),
                        held.scores(),
                        held.use());
        String sentence = "On invented the wrong answers are to other kinds of question";
        assertThat(limits(Verdicts.MATCHED, List.of(invented)))
                .anyMatch(s -> s.startsWith(sentence));
        assertThat(limits(Verdicts.MATCHED, List.of(held)))
                .noneMatch(s -> s.contains("to other kinds of question"));
    }

    @Test
    void setsThatDoAsWellAreCounted() {
        EvaluationSet held = REPORT.evaluations().getFirst();
        List<ScoreResult> scores = new ArrayList<>();
        for (ScoreResult score : held.scores()) {
            scores.add(
                    score.kind() == ScoreKind.RANDOM_NEURONS
                            ? new ScoreResult(
                                    score.kind(),
                                    score.evaluation(),
                                    10,
                                    score.aurocSpread(),
                                    2,
                                    new Lead(0.1, new Interval(-0.05, 0.2)),
                                    score.withinKind(),
                                    score.roc())
                            : score);
        }
        EvaluationSet drawn =
                new EvaluationSet(
                        "test", true, false, held.correct(), held.wrong(), scores, held.use());
        String sentence = "On test, 2 of 10 sets of the same number of randomly chosen neurons";
        assertThat(limits(Verdicts.MATCHED, List.of(drawn))).anyMatch(s -> s.startsWith(sentence));
        assertThat(limits(Verdicts.MATCHED, List.of(held)))
                .noneMatch(s -> s.contains("of 10 sets of"));
    }

    @Test
    void questionsGivenUpForAFullClassAreNotCalledUnasked() {
        assertThat(limits(Verdicts.MATCHED, List.of()))
                .anyMatch(s -> s.startsWith("Of those asked, 100 questions more were left out"));
    }

    private static EvaluationSet withoutSamples(EvaluationSet set) {
        return new EvaluationSet(
                set.set(),
                set.inDomain(),
                set.againstKnown(),
                set.correct(),
                set.wrong(),
                set.scores().stream()
                        .filter(score -> score.kind().source() != ScoreKind.Source.SAMPLES)
                        .toList(),
                set.use());
    }
}
