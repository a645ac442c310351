package dev.candor.lab.retention;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.untied;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.neuron.Gains;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.testing.TinyRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTrialTest {
    private static final List<Setting> SETTINGS =
            List.of(
                    new Setting("as made", Gains.NONE),
                    new Setting("silenced", ByHand.SILENCED),
                    new Setting("tripled", ByHand.TRIPLED));

    private final TinyRunner tiny = new TinyRunner(vocabulary(700), context(400), untied());

    @TempDir private Path dir;

    @AfterEach
    void close() {
        tiny.close();
    }

    private RetentionTrial trial() {
        List<Question> questions = new ArrayList<>();
        List<ChoiceQuestion> choices = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            questions.add(new Question("q" + i, "own", "which moon is " + i + "?", List.of("x")));
            choices.add(
                    new ChoiceQuestion(
                            "q" + i,
                            "tides",
                            "which river is " + i + "?",
                            List.of("gold", "iron", "water", "star"),
                            i % 4));
        }
        return new RetentionTrial(
                List.of(
                        new KnownQuestions(
                                tiny.session(),
                                tiny.tokenizer(),
                                Prompter.fewShot(tiny.tokenizer()),
                                new RuleJudge(),
                                questions,
                                4,
                                2),
                        HeldOutPerplexity.windows(
                                tiny.session(),
                                tiny.tokenizer(),
                                "the river is in the city. ".repeat(20),
                                30),
                        new MultipleChoice(
                                tiny.session(), tiny.tokenizer(), choices, List.of(), 0)));
    }

    @Test
    void aSelectionLeavesTheOtherItemsAlone() {
        Selection even = (ability, item) -> item.matches(".*[02468]");
        RetentionTrial half = new RetentionTrial(trial().parts(), even);
        List<RetentionOutcome> some = new ArrayList<>();
        half.measure(SETTINGS, List.of(), some::add);
        assertThat(some).hasSize(half.outcomes(3)).isNotEmpty();
        assertThat(some).allMatch(outcome -> even.has(outcome.ability(), outcome.item()));
        assertThat(half.held(SETTINGS, some)).isEqualTo(some.size());
        RetentionTrial rest = new RetentionTrial(trial().parts(), (a, item) -> !even.has(a, item));
        assertThat(half.outcomes(3) + rest.outcomes(3)).isEqualTo(trial().outcomes(3));
        assertThat(rest.held(SETTINGS, some)).isZero();
    }

    private static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aTrialThatWasCutOffGoesOnWithWhatIsMissing() {
        List<RetentionOutcome> whole = new ArrayList<>();
        trial().measure(SETTINGS, List.of(), whole::add);
        assertThat(whole).hasSize(trial().outcomes(3)).doesNotHaveDuplicates();
        assertThat(whole)
                .extracting(RetentionOutcome::ability)
                .contains(Ability.KNOWN_QUESTIONS, Ability.HELD_OUT_TEXT, Ability.MULTIPLE_CHOICE);
        for (int cut : new int[] {1, 8, 20, whole.size() - 2}) {
            List<RetentionOutcome> log = new ArrayList<>();
            assertThatThrownBy(() ->
                            trial().measure(
                                            SETTINGS,
                                            List.of(),
                                            outcome -> {
                                                if (log.size() == cut) {
                                                    throw new CutOff();
                                                }
                                                log.add(outcome);
                                            }))
                    .isInstanceOf(CutOff.class);
            trial().measure(SETTINGS, List.copyOf(log), log::add);
            assertThat(log).hasSameSizeAs(whole);
            assertThat(new HashSet<>(log)).isEqualTo(new HashSet<>(whole));
        }
    }

    @Test
    void nothingIsMeasuredTwiceAndASettingMayJoinLater() {
        List<RetentionOutcome> log = new ArrayList<>();
        trial().measure(SETTINGS.subList(0, 2), List.of(), log::add);
        int before = log.size();
        trial().measure(SETTINGS, List.copyOf(log), log::add);
        assertThat(log.subList(before, log.size()))
                .hasSize(trial().outcomes(1))
                .allMatch(outcome -> outcome.setting().equals("tripled"));
        trial().measure(
                        SETTINGS,
                        log,
                        outcome -> {
                            throw new AssertionError(outcome);
                        });
    }

    @Test
    void outcomesComeBackFromALogAsTheyWere() {
        List<RetentionOutcome> told = new ArrayList<>();
        trial().measure(SETTINGS, List.of(), told::add);
        List<RetentionOutcome> read = new ArrayList<>();
        read.addAll(throughLog(KnownReply.class, told));
        read.addAll(throughLog(WindowLoss.class, told));
        read.addAll(throughLog(LetterChoice.class, told));
        assertThat(read).containsExactlyInAnyOrderElementsOf(told);
    }

    private <T extends RetentionOutcome> List<T> throughLog(
            Class<T> type, List<RetentionOutcome> told) {
        Path file = dir.resolve(type.getSimpleName() + ".jsonl");
        try (RecordLog<T> log = RecordLog.open(file, type)) {
            told.stream().filter(type::isInstance).map(type::cast).forEach(log::append);
        }
        try (RecordLog<T> log = RecordLog.open(file, type)) {
            return List.copyOf(log.records());
        }
    }

    @Test
    void namesThatStandTwiceAreRefused() {
        Setting same = new Setting("as made", ByHand.TRIPLED);
        assertThatThrownBy(() ->
                        trial().measure(
                                        List.of(SETTINGS.getFirst(), same),
                                        List.of(),
                                        outcome -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two settings have the same name");
        RetentionPart part = trial().parts().getFirst();
        assertThatThrownBy(() -> new RetentionTrial(List.of(part, part)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two parts of a trial measure the same ability");
    }
}
