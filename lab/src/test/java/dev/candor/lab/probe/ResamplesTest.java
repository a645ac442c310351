package dev.candor.lab.probe;

import static dev.candor.lab.probe.RocTest.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResamplesTest {
    private final Bootstrap bootstrap = new Bootstrap(2_000, 7);

    @Test
    void accuracyIntervalMatchesTheBinomialOne() {
        // 400 rows, each right with p = 0.8: standard error 0.02.
        double[] scores = new double[400];
        boolean[] positive = new boolean[400];
        for (int i = 0; i < 400; i++) {
            positive[i] = i % 2 == 0;
            boolean right = i % 10 < 8;
            scores[i] = positive[i] == right ? 1 : 0;
        }
        Interval interval = bootstrap.of(positive).accuracy(scores, 0.5);
        assertThat(interval.low()).isCloseTo(0.8 - 1.96 * 0.02, within(0.006));
        assertThat(interval.high()).isCloseTo(0.8 + 1.96 * 0.02, within(0.006));
    }

    @Test
    void aurocIntervalHasTheWidthOfTheHanleyMcNeilError() {
        SplittableRandom random = new SplittableRandom(11);
        double[] scores = new double[600];
        boolean[] positive = new boolean[600];
        for (int i = 0; i < 600; i++) {
            positive[i] = i < 300;
            scores[i] = random.nextGaussian() + (positive[i] ? 0.9 : 0);
        }
        double auroc = Roc.of(scores, positive).auroc();
        double q1 = auroc / (2 - auroc);
        double q2 = 2 * auroc * auroc / (1 + auroc);
        double error =
                Math.sqrt(
                        (auroc * (1 - auroc)
                                        + 299 * (q1 - auroc * auroc)
                                        + 299 * (q2 - auroc * auroc))
                                / (300.0 * 300.0));
        Interval interval = bootstrap.of(positive).auroc(scores);
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * error, within(0.012));
        assertThat(interval.low()).isLessThan(auroc);
        assertThat(interval.high()).isGreaterThan(auroc);
    }

    @Test
    void perfectScoresHaveAnIntervalOfNoWidth() {
        double[] scores = {0, 1, 2, 3};
        assertThat(bootstrap.of(labels("--++")).auroc(scores)).isEqualTo(new Interval(1, 1));
        assertThat(bootstrap.of(labels("--++")).accuracy(scores, 1.5))
                .isEqualTo(new Interval(1, 1));
    }

    @Test
    void bothClassesStayPresentHoweverRareOneIs() {
        double[] scores = new double[50];
        scores[0] = 1;
        scores[1] = 1;
        boolean[] positive = new boolean[50];
        positive[0] = true;
        positive[1] = true;
        assertThat(bootstrap.of(positive).auroc(scores)).isEqualTo(new Interval(1, 1));
    }

    @Test
    void sameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        double[] scores = new SplittableRandom(5).doubles(80).toArray();
        boolean[] positive = labels("+--+--++".repeat(10));
        assertThat(new Bootstrap(1_000, 1).of(positive).accuracy(scores, 0.4))
                .isEqualTo(new Bootstrap(1_000, 1).of(positive).accuracy(scores, 0.4));
        assertThat(new Bootstrap(1_000, 1).of(positive).auroc(scores))
                .isEqualTo(new Bootstrap(1_000, 1).of(positive).auroc(scores))
                .isNotEqualTo(new Bootstrap(1_000, 2).of(positive).auroc(scores));
    }

    @Test
    void oneClassHasNoAurocAndNoRecall() {
        Resamples resamples = bootstrap.of(labels("++"));
        assertThat(resamples.bothClasses()).isFalse();
        double[] scores = {1, 2};
        assertThat(resamples.auroc(scores).low()).isNaN();
        assertThat(resamples.aurocDifference(scores, scores).high()).isNaN();
        assertThat(resamples.recallAt(scores, 0.1).low()).isNaN();
        assertThat(resamples.accuracy(scores, 1.5)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void theDifferenceOfTwoAurocsIsPairedRowByRow() {
        // The same score twice differs by nothing in any resample, however wide each interval is.
        double[] scores = {3, 1, 2, 5, 4, 0, 6, 2};
        boolean[] wrong = labels("+-++--+-");
        Resamples resamples = bootstrap.of(wrong);
        assertThat(resamples.aurocDifference(scores, scores.clone())).isEqualTo(new Interval(0, 0));
        double[] worse = {0, 1, 0, 1, 0, 1, 0, 1};
        Interval gain = resamples.aurocDifference(scores, worse);
        double difference = Roc.of(scores, wrong).auroc() - Roc.of(worse, wrong).auroc();
        assertThat(difference).isBetween(gain.low(), gain.high());
    }

    /// Ten random sets of which three do as well: their mean is behind, the next one may not be.
    @Test
    void againstSeveralSetsTheIntervalHoldsHowMuchTheyVary() {
        SplittableRandom random = new SplittableRandom(8);
        boolean[] wrong = new boolean[600];
        double[] scores = new double[600];
        double[] chance = new double[600];
        for (int i = 0; i < 600; i++) {
            wrong[i] = i % 2 == 0;
            scores[i] = random.nextGaussian() + (wrong[i] ? 1.5 : 0);
            chance[i] = random.nextGaussian();
        }
        Resamples resamples = bootstrap.of(wrong);
        List<double[]> sets = new ArrayList<>(Collections.nCopies(7, chance));
        sets.addAll(Collections.nCopies(3, scores.clone()));
        Interval lead = resamples.aurocDifference(scores, sets);
        assertThat(lead.low()).isEqualTo(0);
        assertThat(lead.high())
                .isCloseTo(resamples.aurocDifference(scores, chance).high(), within(0.02));
        assertThat(resamples.aurocDifference(scores, sets)).isEqualTo(lead);
    }

    @Test
    void theShareThatReachesAThresholdIsOfOneVerdict() {
        boolean[] wrong = labels("++++----");
        double[] scores = {4, 4, 4, 1, 4, 1, 1, 1};
        Resamples resamples = bootstrap.of(wrong);
        assertThat(resamples.shareReaching(scores, 0, true)).isEqualTo(Interval.ofShare(4, 4));
        assertThat(resamples.shareReaching(scores, 5, false)).isEqualTo(Interval.ofShare(0, 4));
        Resamples pairs = bootstrap.of(wrong, new int[] {0, 0, 1, 1, 2, 2, 2, 2});
        assertThat(pairs.shareReaching(scores, 0, true)).isEqualTo(Interval.ofShare(2, 2));
        assertThat(pairs.shareReaching(scores, 4, false).low()).isNaN();
        assertThat(pairs.coverageLead(scores, scores.clone()).low()).isNaN();
        Interval caught = resamples.shareReaching(scores, 4, true);
        Interval flagged = resamples.shareReaching(scores, 4, false);
        assertThat(0.75).isBetween(caught.low(), caught.high());
        assertThat(0.25).isBetween(flagged.low(), flagged.high());
        assertThat(flagged.low()).isZero();
        assertThat(caught.high()).isEqualTo(1);
        assertThat(bootstrap.of(labels("++")).shareReaching(new double[] {1, 2}, 1, false).low())
                .isNaN();
    }

    @Test
    void theLeadInCoverageIsThatOfTheAreas() {
        SplittableRandom random = new SplittableRandom(5);
        boolean[] wrong = new boolean[300];
        double[] good = new double[300];
        double[] poor = new double[300];
        for (int i = 0; i < 300; i++) {
            wrong[i] = i % 3 == 0;
            good[i] = Math.round(4 * random.nextGaussian() + (wrong[i] ? 8 : 0));
            poor[i] = Math.round(4 * random.nextGaussian() + (wrong[i] ? 2 : 0));
        }
        Resamples resamples = bootstrap.of(wrong);
        Interval lead = resamples.coverageLead(good, poor);
        double difference =
                RiskCoverage.of(poor, wrong).area() - RiskCoverage.of(good, wrong).area();
        assertThat(lead.low()).isPositive();
        assertThat(difference).isBetween(lead.low(), lead.high());
        assertThat(resamples.coverageLead(good, good.clone())).isEqualTo(new Interval(0, 0));
    }

    @Test
    void clustersOfFourWidenAnIntervalTwofold() {
        // Four equal rows a cluster say what one says: a quarter of the rows, twice the error.
        boolean[] positive = new boolean[800];
        double[] scores = new double[800];
        int[] clusters = new int[800];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 800; i++) {
            clusters[i] = i / 4;
            positive[i] = clusters[i] % 2 == 0;
            scores[i] = i % 4 == 0 ? random.nextGaussian() + (positive[i] ? 1 : 0) : scores[i - 1];
        }
        Interval alone = bootstrap.of(positive).auroc(scores);
        Interval together = bootstrap.of(positive, clusters).auroc(scores);
        double ratio = (together.high() - together.low()) / (alone.high() - alone.low());
        // The width of a percentile interval of 2,000 draws varies by about 4%.
        assertThat(ratio).isCloseTo(2, within(0.25));
    }

    @Test
    void fromOneClusterNoOtherIsGuessed() {
        boolean[] positive = labels("+-+-");
        double[] scores = {4, 3, 2, 1};
        Resamples together = bootstrap.of(positive, new int[] {0, 0, 0, 0});
        assertThat(together.auroc(scores).low()).isNaN();
        assertThat(together.accuracy(scores, 2.5).low()).isNaN();
        Resamples oneEach = bootstrap.of(positive, new int[] {0, 1, 0, 1});
        assertThat(oneEach.auroc(scores).low()).isNaN();
        assertThat(oneEach.aurocDifference(scores, new double[] {1, 2, 3, 4}).low()).isNaN();
        assertThat(oneEach.recallAt(scores, 0.1).low()).isNaN();
        assertThat(oneEach.accuracy(scores, 2.5).low()).isEqualTo(0.5);
        assertThat(bootstrap.of(positive, new int[] {0, 1, 2, 1}).auroc(scores).low()).isNaN();
        assertThat(bootstrap.of(positive, new int[] {0, 1, 2, 3}).auroc(scores).low())
                .isBetween(0.0, 1.0);
    }

    @Test
    void theBandHoldsTheCurveAndItsRecall() {
        SplittableRandom random = new SplittableRandom(8);
        boolean[] positive = new boolean[300];
        double[] scores = new double[300];
        for (int i = 0; i < 300; i++) {
            positive[i] = i % 2 == 0;
            scores[i] = random.nextGaussian() + (positive[i] ? 1 : 0);
        }
        Resamples resamples = bootstrap.of(positive);
        double[] rates = {0, 0.1, 0.5, 1};
        Interval[] band = resamples.band(scores, rates);
        Roc roc = Roc.of(scores, positive);
        for (int k = 0; k < rates.length; k++) {
            assertThat(roc.recallAt(rates[k])).isBetween(band[k].low(), band[k].high());
        }
        assertThat(band[3]).isEqualTo(new Interval(1, 1));
        assertThat(resamples.recallAt(scores, 0.1)).isEqualTo(band[1]);
    }

    @Test
    void refusesRowsWithoutClusters() {
        assertThatThrownBy(() -> bootstrap.of(labels("+-"), new int[] {0}))
                .hasMessageContaining("2 rows in 1 places");
        assertThatThrownBy(() -> bootstrap.of(new boolean[0])).hasMessageContaining("0 rows");
    }
}
