package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.probe.Lead;
import dev.candor.lab.report.ScoreKind.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private static final Scoreboard BOARD = Scoreboard.of(ReportFixtures.better()).getFirst();

    @Test
    void theGroupsHoldEveryScoreWithAnAurocOnce() {
        List<ScoreResult> scores = new ArrayList<>();
        Scoreboard.SOURCES.forEach(source -> scores.addAll(BOARD.of(source)));
        assertThat(scores).containsExactlyInAnyOrderElementsOf(BOARD.set().scores());
        assertThat(Scoreboard.SOURCES).containsExactlyInAnyOrder(Source.values());
    }

    @Test
    void theHeadlinesScoreStandsFirst() {
        Scoreboard emit = new Scoreboard(BOARD.set(), ScoreKind.H_NEURONS_EMIT);
        assertThat(emit.of(Source.PROBE).getFirst().kind()).isEqualTo(ScoreKind.H_NEURONS_EMIT);
        assertThat(emit.best(Source.PROBE)).isEqualTo(emit.probe());
        assertThat(emit.probe().orElseThrow().kind()).isEqualTo(ScoreKind.H_NEURONS_EMIT);
    }

    @Test
    void aScoreThatPointsTheOtherWayMayBeTheOneToBeat() {
        Scoreboard board = cheap(0.6, 0.3);
        assertThat(board.best(Source.CHEAP).orElseThrow().kind())
                .isEqualTo(ScoreKind.TOKEN_ENTROPY);
    }

    @Test
    void lengthIsShownWhateverIsBest() {
        assertThat(cheap(0.6, 0.9).leading(Source.CHEAP))
                .extracting(ScoreResult::kind)
                .containsExactly(ScoreKind.ANSWER_LENGTH, ScoreKind.TOKEN_ENTROPY);
    }

    @Test
    void whatWasNotMeasuredIsNotOnTheBoard() {
        Scoreboard board = cheap(0.6, Double.NaN);
        assertThat(board.of(Source.CHEAP))
                .extracting(ScoreResult::kind)
                .containsExactly(ScoreKind.ANSWER_LENGTH);
        assertThat(board.best(Source.SAMPLES)).isEmpty();
        assertThat(board.probe()).isEmpty();
    }

    private static Scoreboard cheap(double length, double entropy) {
        return new Scoreboard(
                new EvaluationSet(
                        "s",
                        false,
                        false,
                        40,
                        60,
                        List.of(
                                score(ScoreKind.ANSWER_LENGTH, length),
                                score(ScoreKind.TOKEN_ENTROPY, entropy)),
                        null),
                ScoreKind.H_NEURONS_INPUT);
    }

    private static ScoreResult score(ScoreKind kind, double auroc) {
        return ScoreResult.of(
                kind,
                ReportFixtures.evaluation(kind.label(), 40, 60, auroc),
                Lead.NONE,
                null,
                List.of());
    }
}
