package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.AnswerSignals;
import dev.candor.lab.probe.LabelledRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyRowsTest {
    /// Makes rows in the order of a matrix.
    private static final class Rows {
        final List<AnswerRows> all = new ArrayList<>();
        int next;

        Rows add(int count, String part, Verdict verdict, boolean other) {
            for (int i = 0; i < count; i++) {
                int answer = next++;
                int others = other ? next++ : -1;
                all.add(row("q" + answer, part, verdict, answer, others, 1 + i, -0.5 * i));
            }
            return this;
        }

        StudyRows study() {
            return StudyRows.of(all);
        }

        /// What a row is: the verdict, `other ` before it for a row of other tokens.
        Map<Integer, String> kinds() {
            Map<Integer, String> kinds = new HashMap<>();
            for (AnswerRows rows : all) {
                kinds.put(rows.answerRow(), rows.part() + " " + rows.verdict());
                kinds.put(rows.otherRow(), "other " + rows.part() + " " + rows.verdict());
            }
            return kinds;
        }
    }

    private static AnswerRows row(
            String id,
            String part,
            Verdict verdict,
            int answerRow,
            int otherRow,
            int tokens,
            double logProbability,
            String... groups) {
        return new AnswerRows(
                id,
                part,
                verdict,
                answerRow,
                otherRow,
                tokens,
                List.of(groups),
                false,
                new AnswerSignals(logProbability, logProbability, 0, new double[0], new double[0]),
                null);
    }

    private static Rows uneven() {
        return new Rows()
                .add(5, Parts.TRAIN, Verdict.WRONG, true)
                .add(3, Parts.TEST, Verdict.CORRECT, false)
                .add(11, Parts.TRAIN, Verdict.CORRECT, true)
                .add(4, Parts.TRAIN, Verdict.CORRECT, false)
                .add(2, Parts.TRAIN, Verdict.WRONG, false)
                .add(2, Parts.VALIDATION, Verdict.WRONG, false);
    }

    private static Map<String, Double> weights(Rows rows) {
        LabelledRows training = rows.study().training();
        Map<Integer, String> kinds = rows.kinds();
        Map<String, Double> weights = new HashMap<>();
        for (int i = 0; i < training.size(); i++) {
            String kind = kinds.getOrDefault(training.row(i), "no row of the study");
            weights.merge(kind, training.weight(i), Double::sum);
        }
        return weights;
    }

    /// 38 rows: 9.5 for each of the four groups, whatever their sizes.
    @Test
    void everyGroupOfRowsWeighsTheSame() {
        Map<String, Double> weights = weights(uneven());
        assertThat(weights)
                .containsOnlyKeys(
                        "train WRONG", "train CORRECT", "other train WRONG", "other train CORRECT");
        for (Map.Entry<String, Double> group : weights.entrySet()) {
            assertThat(group.getValue()).as(group.getKey()).isCloseTo(9.5, within(1e-9));
        }
        assertThat(uneven().study().training().prior()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void onlyWrongAnswersArePositiveAndOnlyTrainingRowsTrain() {
        Rows rows = uneven();
        LabelledRows training = rows.study().training();
        assertThat(training.size()).isEqualTo(5 + 11 + 4 + 2 + 5 + 11);
        assertThat(training.positives()).isEqualTo(7);
        for (int i = 0; i < training.size(); i++) {
            assertThat(training.isPositive(i))
                    .isEqualTo("train WRONG".equals(rows.kinds().get(training.row(i))));
        }
        assertThat(training.rows()).doesNotHaveDuplicates();
    }

    @Test
    void rowsOfOneGroupWeighTheSame() {
        Rows rows = uneven();
        LabelledRows training = rows.study().training();
        Map<String, Double> weights = new HashMap<>();
        for (int i = 0; i < training.size(); i++) {
            String kind = rows.kinds().getOrDefault(training.row(i), "no row of the study");
            Double before = weights.put(kind, training.weight(i));
            assertThat(before == null || before.equals(training.weight(i))).isTrue();
        }
    }

    @Test
    void otherTokensThatOnlyOneClassHasMakeOneGroup() {
        Rows rows =
                new Rows()
                        .add(4, Parts.TRAIN, Verdict.WRONG, false)
                        .add(6, Parts.TRAIN, Verdict.CORRECT, true);
        Map<String, Double> weights = weights(rows);
        assertThat(weights).containsOnlyKeys("train WRONG", "train CORRECT", "other train CORRECT");
        assertThat(weights.values())
                .allSatisfy(w -> assertThat(w).isCloseTo(16 / 3.0, within(1e-9)));
    }

    @Test
    void aKindOfQuestionIsScoredByTheTrainingAnswersOfItsKind() {
        List<AnswerRows> all = new ArrayList<>();
        all.add(row("f#capital/a", Parts.TRAIN, Verdict.WRONG, 0, -1, 1, 0));
        all.add(row("f#capital/b", Parts.TRAIN, Verdict.CORRECT, 1, -1, 1, 0));
        all.add(row("f#capital/c", Parts.TRAIN, Verdict.WRONG, 2, -1, 1, 0));
        all.add(row("f#colour/a", Parts.TRAIN, Verdict.CORRECT, 3, -1, 1, 0));
        all.add(row("f#capital/d", Parts.TEST, Verdict.CORRECT, 4, -1, 1, 0));
        all.add(row("g#17", Parts.TEST, Verdict.WRONG, 5, -1, 1, 0));
        StudyRows rows = StudyRows.of(all);
        assertThat(rows.kindWrongRates(Parts.TEST)).containsExactly(2.5 / 4, 0.5);
        assertThat(rows.kinds(Parts.TEST)).containsExactly("f#capital", "g");
    }

    @Test
    void fewerThanAFifthWithOtherTokensTrainWithoutThem() {
        Rows few =
                new Rows()
                        .add(10, Parts.TRAIN, Verdict.WRONG, false)
                        .add(8, Parts.TRAIN, Verdict.CORRECT, false)
                        .add(3, Parts.TRAIN, Verdict.CORRECT, true);
        assertThat(few.study().othersUsed()).isFalse();
        assertThat(weights(few)).containsOnlyKeys("train WRONG", "train CORRECT");
        assertThat(weights(few).get("train WRONG")).isCloseTo(10.5, within(1e-9));
        assertThat(weights(few).get("train CORRECT")).isCloseTo(10.5, within(1e-9));

        Rows enough =
                new Rows()
                        .add(10, Parts.TRAIN, Verdict.WRONG, false)
                        .add(6, Parts.TRAIN, Verdict.CORRECT, false)
                        .add(4, Parts.TRAIN, Verdict.CORRECT, true);
        assertThat(enough.study().othersUsed()).isTrue();
    }

    @Test
    void evaluationIsOnAnswerRowsOnlyEachOfTheSameWeight() {
        StudyRows rows = uneven().study();
        LabelledRows test = rows.answers(Parts.TEST);
        assertThat(test.rows()).containsExactly(10, 11, 12);
        assertThat(test.positives()).isZero();
        assertThat(test.weight(0)).isEqualTo(1);
        assertThat(rows.answers(Parts.VALIDATION).labels()).containsExactly(true, true);
        assertThat(rows.values(Parts.TEST, AnswerRows::answerTokens)).containsExactly(1, 2, 3);
        assertThat(rows.residual(Parts.TEST).rows()).containsExactly(5, 6, 7);
        assertThat(rows.count(Parts.TRAIN, Verdict.CORRECT)).isEqualTo(15);
        assertThat(rows.trainingAnswers(Verdict.WRONG)).containsExactly(0, 2, 4, 6, 8, 39, 40);
    }

    @Test
    void answersThatShareAGroupDirectlyOrOverOthersAreOneCluster() {
        StudyRows rows =
                StudyRows.of(
                        List.of(
                                row("a", Parts.TRAIN, Verdict.WRONG, 0, 1, 1, 0, "x", "y"),
                                row("b", Parts.TRAIN, Verdict.CORRECT, 2, 3, 1, 0, "z"),
                                row("c", Parts.TRAIN, Verdict.WRONG, 4, 5, 1, 0, "y", "w"),
                                row("d", Parts.TRAIN, Verdict.CORRECT, 6, 7, 1, 0, "w"),
                                row("e", Parts.TRAIN, Verdict.CORRECT, 8, 9, 1, 0),
                                row("f", Parts.TRAIN, Verdict.CORRECT, 10, 11, 1, 0),
                                row("g", Parts.TEST, Verdict.CORRECT, 12, -1, 1, 0, "x")));
        assertThat(rows.clusters(Parts.TRAIN)).containsExactly(0, 1, 0, 0, 2, 3);
        // wrong answers 0 4, correct 2 6 8 10, others of wrong 1 5, of correct 3 7 9 11
        assertThat(rows.training().rows()).containsExactly(0, 4, 2, 6, 8, 10, 1, 5, 3, 7, 9, 11);
        assertThat(rows.trainingClusters()).containsExactly(0, 0, 1, 0, 2, 3, 0, 0, 1, 0, 2, 3);
    }

    @Test
    void aSetThatNobodyCanAnswerIsComparedWithHeldOutCorrectAnswers() {
        AnswerRows invented =
                new AnswerRows(
                        "n",
                        "nonexist",
                        Verdict.WRONG,
                        2,
                        -1,
                        1,
                        List.of(),
                        true,
                        new AnswerSignals(0, 0, 0, new double[0], new double[0]),
                        null);
        StudyRows rows =
                StudyRows.of(
                        List.of(
                                row("a", Parts.TEST, Verdict.CORRECT, 0, -1, 1, 0),
                                row("b", Parts.TEST, Verdict.WRONG, 1, -1, 1, 0),
                                invented));
        assertThat(rows.isUnanswerable("nonexist")).isTrue();
        assertThat(rows.isUnanswerable(Parts.TEST)).isFalse();
        assertThat(rows.evaluated(Parts.TEST)).isEqualTo(Parts.TEST);
        LabelledRows compared = rows.answers(rows.evaluated("nonexist"));
        assertThat(compared.rows()).containsExactly(2, 0);
        assertThat(compared.labels()).containsExactly(true, false);
        assertThat(rows.residual(rows.evaluated("nonexist")).rows()).containsExactly(2, 0);
    }
}
