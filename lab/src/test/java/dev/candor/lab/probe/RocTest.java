package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RocTest {
    @Test
    void aurocIsTheShareOfPairsInOrderWithTiesOneHalf() {
        // Positives 3, 2, 1; negatives 2, 0. Pairs: 3>2 3>0 2=2 2>0 1<2 1>0 → 4.5 of 6.
        Roc roc = roc(new double[] {3, 2, 1, 2, 0}, "+++--");
        assertThat(roc.auroc()).isEqualTo(4.5 / 6);
    }

    @Test
    void perfectReversedAndConstantScoresGiveOneZeroAndOneHalf() {
        assertThat(roc(new double[] {1, 2, 3, 4}, "--++").auroc()).isEqualTo(1);
        assertThat(roc(new double[] {1, 2, 3, 4}, "++--").auroc()).isEqualTo(0);
        assertThat(roc(new double[] {0.0, -0.0, 0.0}, "+--").auroc()).isEqualTo(0.5);
    }

    @Test
    void aurocAgreesWithCountingEveryPairOnRandomScoresWithTies() {
        SplittableRandom random = new SplittableRandom(3);
        double[] scores = random.ints(400, 0, 60).mapToDouble(i -> i / 7.0).toArray();
        boolean[] positive = new boolean[400];
        for (int i = 0; i < 400; i++) {
            positive[i] = random.nextInt(3) == 0;
        }
        double inOrder = 0;
        double pairs = 0;
        for (int i = 0; i < 400; i++) {
            for (int j = 0; j < 400; j++) {
                if (positive[i] && !positive[j]) {
                    pairs++;
                    inOrder += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        Roc roc = Roc.of(scores, positive);
        assertThat(roc.auroc()).isCloseTo(inOrder / pairs, within(1e-15));
        double area = 0;
        for (int i = 1; i < roc.points().size(); i++) {
            RocPoint a = roc.points().get(i - 1);
            RocPoint b = roc.points().get(i);
            area +=
                    (b.falsePositiveRate() - a.falsePositiveRate())
                            * (a.truePositiveRate() + b.truePositiveRate())
                            / 2;
        }
        assertThat(area).isCloseTo(roc.auroc(), within(1e-12));
    }

    @Test
    void curveHasOnePointForEachDistinctScore() {
        Roc roc = roc(new double[] {3, 2, 1, 2, 0}, "+++--");
        assertThat(roc.points())
                .containsExactly(
                        new RocPoint(0, 0),
                        new RocPoint(0, 1 / 3.0),
                        new RocPoint(0.5, 2 / 3.0),
                        new RocPoint(0.5, 1),
                        new RocPoint(1, 1));
    }

    @Test
    void recallIsTheBestOfThresholdsWithinTheFalsePositiveRate() {
        // Ten negatives 0..9; positives 9.5, 8.5, 7.5: one false positive allowed at 10%.
        double[] scores = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9.5, 8.5, 7.5};
        Roc roc = roc(scores, "----------+++");
        assertThat(roc.recallAt(0.1)).isEqualTo(2 / 3.0);
        assertThat(roc.recallAt(0.0999)).isEqualTo(1 / 3.0);
        assertThat(roc.recallAt(0)).isEqualTo(1 / 3.0);
        assertThat(roc.recallAt(0.2)).isEqualTo(1);
    }

    @Test
    void refusesOneClassAndNaN() {
        assertThatThrownBy(() -> roc(new double[] {1, 2}, "++"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 positive and 0 negative");
        assertThatThrownBy(() -> roc(new double[] {1, Double.NaN}, "+-"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("score 1 is NaN");
        assertThatThrownBy(() -> roc(new double[] {1, 2, 3}, "+-"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 scores for 2 labels");
    }

    static Roc roc(double[] scores, String signs) {
        return Roc.of(scores, labels(signs));
    }

    static boolean[] labels(String signs) {
        boolean[] labels = new boolean[signs.length()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = signs.charAt(i) == '+';
        }
        return labels;
    }
}
