package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.statistics.Interval;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WithinKindTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 3);

    @Test
    void aScoreThatOnlyKnowsTheKindIsWorthNothingWithinIt() {
        double[] scores = {1, 1, 1, 0, 0, 0};
        boolean[] wrong = {true, true, false, true, false, false};
        String[] kinds = {"hard", "hard", "hard", "easy", "easy", "easy"};
        assertThat(Roc.of(scores, wrong).auroc()).isGreaterThan(0.6);
        Evaluation evaluation = new WithinKind(kinds, BOOTSTRAP.of(wrong)).evaluate("kind", scores);
        assertThat(evaluation.auroc()).isEqualTo(0.5);
        assertThat(evaluation.accuracy()).isNaN();
    }

    @Test
    void onlyPairsOfOneKindCount() {
        double[] scores = {3, 1, 2, 9, 0.5};
        boolean[] wrong = {true, false, false, false, true};
        String[] kinds = {"a", "a", "a", "alone", "b"};
        Evaluation evaluation =
                new WithinKind(kinds, BOOTSTRAP.of(wrong)).evaluate("score", scores);
        assertThat(evaluation.wrong()).isEqualTo(1);
        assertThat(evaluation.correct()).isEqualTo(2);
        assertThat(evaluation.auroc()).isCloseTo(1.0, within(1e-12));
    }

    @Test
    void thereIsNoFigureWhereNoKindHasBothVerdicts() {
        Evaluation evaluation = noPair().evaluate("score", new double[] {1, 2});
        assertThat(evaluation.auroc()).isNaN();
        double[] scores = {1, 2};
        assertThat(noPair().compare(scores, List.of(scores))).isNull();
    }

    private static WithinKind noPair() {
        return new WithinKind(new String[] {"a", "b"}, BOOTSTRAP.of(new boolean[] {true, false}));
    }

    /// A score that knows the kind and the answer a little, beside one that knows the kind alone.
    @Test
    void theLeadWithinKindsIsPairedAndMirrored() {
        SplittableRandom random = new SplittableRandom(9);
        int n = 300;
        double[] knows = new double[n];
        double[] kindOnly = new double[n];
        double[] reversed = new double[n];
        boolean[] wrong = new boolean[n];
        String[] kinds = new String[n];
        for (int i = 0; i < n; i++) {
            boolean hard = i % 2 == 0;
            kinds[i] = hard ? "hard" : "easy";
            wrong[i] = random.nextDouble() < (hard ? 0.8 : 0.2);
            kindOnly[i] = hard ? 1 : 0;
            knows[i] = kindOnly[i] + random.nextGaussian() + (wrong[i] ? 1 : 0);
            reversed[i] = -knows[i];
        }
        WithinKind within = new WithinKind(kinds, BOOTSTRAP.of(wrong));
        KindLead kind = Objects.requireNonNull(within.compare(knows, List.of(kindOnly)));
        double own = within.evaluate("knows", knows).auroc();
        assertThat(kind.auroc()).isEqualTo(0.5);
        assertThat(kind.lead().auroc()).isCloseTo(own - 0.5, within(1e-12));
        assertThat(kind.lead().interval().low()).isPositive();
        KindLead mirrored = Objects.requireNonNull(within.compare(knows, List.of(reversed)));
        assertThat(mirrored.auroc()).isCloseTo(1 - own, within(1e-12));
        assertThat(mirrored.lead().auroc()).isCloseTo(0, within(1e-12));
        assertThat(mirrored.lead().interval().high()).isCloseTo(0, within(1e-12));
    }

    @Test
    void itIsTheShareOfPairsTiesOneHalf() {
        SplittableRandom random = new SplittableRandom(4);
        double[] scores = new double[60];
        boolean[] wrong = new boolean[60];
        String[] kinds = new String[60];
        for (int i = 0; i < 60; i++) {
            scores[i] = random.nextInt(8);
            wrong[i] = random.nextBoolean();
            kinds[i] = "k" + i % 3;
        }
        double higher = 0;
        int pairs = 0;
        for (int bad = 0; bad < 60; bad++) {
            for (int good = 0; good < 60; good++) {
                if (wrong[bad] && !wrong[good] && kinds[bad].equals(kinds[good])) {
                    higher += scores[bad] > scores[good] ? 1 : 0;
                    higher += scores[bad] == scores[good] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        Evaluation evaluation =
                new WithinKind(kinds, BOOTSTRAP.of(wrong)).evaluate("score", scores);
        assertThat(evaluation.auroc()).isCloseTo(higher / pairs, within(1e-12));
        assertThat(evaluation.auroc())
                .isBetween(evaluation.aurocInterval().low(), evaluation.aurocInterval().high());
    }

    /// Four equal rows a cluster say what one says: a quarter of the rows, twice the error.
    @Test
    void answersOfAClusterAreDrawnTogether() {
        SplittableRandom random = new SplittableRandom(3);
        double[] scores = new double[800];
        boolean[] wrong = new boolean[800];
        String[] kinds = new String[800];
        int[] clusters = new int[800];
        for (int i = 0; i < 800; i++) {
            clusters[i] = i / 4;
            wrong[i] = clusters[i] % 2 == 0;
            kinds[i] = "k" + clusters[i] % 5;
            scores[i] = i % 4 == 0 ? random.nextGaussian() + (wrong[i] ? 1 : 0) : scores[i - 1];
        }
        Interval alone =
                new WithinKind(kinds, BOOTSTRAP.of(wrong)).evaluate("s", scores).aurocInterval();
        Interval together =
                new WithinKind(kinds, BOOTSTRAP.of(wrong, clusters))
                        .evaluate("s", scores)
                        .aurocInterval();
        double ratio = (together.high() - together.low()) / (alone.high() - alone.low());
        assertThat(ratio).isCloseTo(2, within(0.3));
    }
}
