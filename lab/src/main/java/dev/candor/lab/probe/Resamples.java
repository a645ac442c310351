package dev.candor.lab.probe;

import dev.candor.lab.probe.Roc.ScoreGroups;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Resamples of judged answers with replacement, drawn once and used for every score of a set: two
/// scores are compared on the same draws. Answers of a cluster, such as all about one person, are
/// not independent and are drawn together.
///
/// All intervals are the 2.5% and 97.5% quantiles over the resamples. Where both classes occur at
/// all, a resample that lacks one is drawn again. From one cluster no other can be guessed: where
/// there is only one there is no interval (NaN), and none of what compares the classes where one of
/// them lies in a single cluster.
public final class Resamples {
    private static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

    private final boolean[] positive;
    private final int positives;
    private final long seed;

    /// Whether there are several clusters.
    private final boolean varies;

    /// Whether there are several of each class: from one, no other can be guessed.
    private final boolean classesVary;

    /// Clusters in which rows of a class lie.
    private final int clustersOfPositive;

    private final int clustersOfOthers;

    /// How often each row was drawn, shape [resamples, n].
    private final short[][] counts;

    /// @param positive shape [n], n > 0
    /// @param clusters shape [n], from 0: rows of one number are drawn together
    Resamples(boolean[] positive, int[] clusters, int resamples, long seed) {
        if (positive.length == 0 || positive.length != clusters.length) {
            throw new IllegalArgumentException(
                    positive.length
                            + " rows in "
                            + clusters.length
                            + " places, expected some rows and a cluster each");
        }
        this.positive = positive.clone();
        this.seed = seed;
        positives = (int) IntStream.range(0, positive.length).filter(i -> positive[i]).count();
        int size = Arrays.stream(clusters).max().orElseThrow() + 1;
        varies = size > 1;
        clustersOfPositive = clustersOf(clusters, true);
        clustersOfOthers = clustersOf(clusters, false);
        classesVary = clustersOfPositive > 1 && clustersOfOthers > 1;
        SplittableRandom random = new SplittableRandom(seed);
        counts = new short[resamples][];
        for (int i = 0; i < resamples; i++) {
            do {
                counts[i] = draw(clusters, size, random);
            } while (bothClasses() && !hasBoth(counts[i]));
        }
    }

    private int clustersOf(int[] clusters, boolean of) {
        return (int)
                IntStream.range(0, clusters.length)
                        .filter(row -> positive[row] == of)
                        .map(row -> clusters[row])
                        .distinct()
                        .count();
    }

    private int clustersOf(boolean ofPositive) {
        return ofPositive ? clustersOfPositive : clustersOfOthers;
    }

    /// Whether there are several of each class: from one, no other can be guessed.
    boolean classesVary() {
        return classesVary;
    }

    private static short[] draw(int[] clusters, int size, SplittableRandom random) {
        short[] ofCluster = new short[size];
        for (int k = 0; k < size; k++) {
            ofCluster[random.nextInt(size)]++;
        }
        short[] ofRow = new short[clusters.length];
        for (int row = 0; row < ofRow.length; row++) {
            ofRow[row] = ofCluster[clusters[row]];
        }
        return ofRow;
    }

    private boolean hasBoth(short[] drawn) {
        boolean anyPositive = false;
        boolean anyNegative = false;
        for (int row = 0; row < drawn.length; row++) {
            anyPositive |= drawn[row] > 0 && positive[row];
            anyNegative |= drawn[row] > 0 && !positive[row];
        }
        return anyPositive && anyNegative;
    }

    /// Labels of the rows; a new array.
    public boolean[] positive() {
        return positive.clone();
    }

    /// What the draws came from.
    long seed() {
        return seed;
    }

    /// Rows that were given as positive.
    public int positives() {
        return positives;
    }

    /// Whether rows of both classes were given.
    public boolean bothClasses() {
        return 0 < positives && positives < positive.length;
    }

    /// The interval of the AUROC; NaN where a class is missing or all of one cluster.
    ///
    /// @param scores shape [n], none NaN
    public Interval auroc(double[] scores) {
        Groups groups = new Groups(scores);
        return classesVary ? interval(groups::auroc) : UNDEFINED;
    }

    /// The interval of the AUROC of `scores` − that of `others`; NaN where a class is missing.
    public Interval aurocDifference(double[] scores, double[] others) {
        return aurocDifference(scores, List.of(others));
    }

    /// The interval of the AUROC of `scores` − that of one of `others`, drawn anew with each
    /// resample: of several, such as random sets, one need not do as their mean.
    ///
    /// @param others at least one, each shape [n]
    public Interval aurocDifference(double[] scores, List<double[]> others) {
        Groups one = new Groups(scores);
        List<Groups> rest = others.stream().map(Groups::new).toList();
        SplittableRandom which = new SplittableRandom(seed);
        return classesVary
                ? interval(drawn ->
                        one.auroc(drawn) - rest.get(which.nextInt(rest.size())).auroc(drawn))
                : UNDEFINED;
    }

    /// The interval of the share of rows on the right side of `threshold`.
    public Interval accuracy(double[] scores, double threshold) {
        double[] right = new double[positive.length];
        for (int row = 0; row < right.length; row++) {
            right[row] = (scores[row] >= threshold) == positive[row] ? 1 : 0;
        }
        return mean(right);
    }

    /// The interval of the mean of `values`, shape [n].
    public Interval mean(double[] values) {
        return interval(drawn -> {
            double sum = 0;
            long rows = 0;
            for (int row = 0; row < drawn.length; row++) {
                sum += drawn[row] * values[row];
                rows += drawn[row];
            }
            return rows == 0 ? Double.NaN : sum / rows;
        });
    }

    /// The interval of the share of the positive rows, or of the others, that reach `threshold`;
    /// NaN where these lie in one cluster. Where none or all reach it, no resample differs: then it
    /// is Wilson's over their clusters.
    public Interval shareReaching(double[] scores, double threshold, boolean ofPositive) {
        int lying = clustersOf(ofPositive);
        if (lying < 2) {
            return UNDEFINED;
        }
        long of = ofPositive ? positives : positive.length - positives;
        long reaching =
                IntStream.range(0, positive.length)
                        .filter(row -> positive[row] == ofPositive && scores[row] >= threshold)
                        .count();
        if (reaching == 0 || reaching == of) {
            return Interval.ofShare(reaching == 0 ? 0 : lying, lying);
        }
        return shareReached(scores, threshold, ofPositive);
    }

    private Interval shareReached(double[] scores, double threshold, boolean ofPositive) {
        return interval(drawn -> {
            long of = 0;
            long reached = 0;
            for (int row = 0; row < drawn.length; row++) {
                if (positive[row] == ofPositive) {
                    of += drawn[row];
                    reached += scores[row] >= threshold ? drawn[row] : 0;
                }
            }
            return of == 0 ? Double.NaN : (double) reached / of;
        });
    }

    /// The interval of how much smaller the area of [RiskCoverage] is by `scores` than by `other`;
    /// NaN where a class is missing.
    public Interval coverageLead(double[] scores, double[] other) {
        Groups one = new Groups(scores);
        Groups rest = new Groups(other);
        return classesVary
                ? interval(drawn -> rest.coverage(drawn) - one.coverage(drawn))
                : UNDEFINED;
    }

    /// The interval of [Roc#recallAt]; NaN where a class is missing.
    public Interval recallAt(double[] scores, double rate) {
        return band(scores, rate)[0];
    }

    /// The intervals of the true positive rate at each false positive rate, a band around the
    /// curve.
    public Interval[] band(double[] scores, double... rates) {
        Interval[] band = new Interval[rates.length];
        Arrays.fill(band, UNDEFINED);
        if (classesVary) {
            Groups groups = new Groups(scores);
            double[][] values = new double[rates.length][counts.length];
            for (int i = 0; i < counts.length; i++) {
                double[] recalls = groups.recallsAt(counts[i], rates);
                for (int k = 0; k < rates.length; k++) {
                    values[k][i] = recalls[k];
                }
            }
            Arrays.setAll(band, k -> Quantiles.middle95(values[k]));
        }
        return band;
    }

    /// The interval of a statistic of how often each row was drawn, shape [n]; resamples on which
    /// it is NaN do not count.
    Interval interval(ToDoubleFunction<short[]> statistic) {
        double[] values =
                Arrays.stream(counts)
                        .mapToDouble(statistic)
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
        return values.length == 0 || !varies ? UNDEFINED : Quantiles.middle95(values);
    }

    /// Rows of one score, by value: all that ranks depend on.
    private final class Groups {
        private final ScoreGroups groups;
        private final int[] above;
        private final int[] below;

        Groups(double[] scores) {
            groups = ScoreGroups.of(scores, positive);
            above = new int[groups.size()];
            below = new int[groups.size()];
        }

        private void count(short[] drawn) {
            Arrays.fill(above, 0);
            Arrays.fill(below, 0);
            for (int row = 0; row < drawn.length; row++) {
                (positive[row] ? above : below)[groups.ofRow(row)] += drawn[row];
            }
        }

        double auroc(short[] drawn) {
            count(drawn);
            return ScoreGroups.auroc(above, below);
        }

        double coverage(short[] drawn) {
            count(drawn);
            return RiskCoverage.area(above, below);
        }

        double[] recallsAt(short[] drawn, double[] rates) {
            count(drawn);
            double positives = Arrays.stream(above).sum();
            double negatives = Arrays.stream(below).sum();
            double[] recalls = new double[rates.length];
            long caught = 0;
            long flagged = 0;
            for (int group = above.length - 1; group >= 0; group--) {
                caught += above[group];
                flagged += below[group];
                for (int k = 0; k < rates.length; k++) {
                    if (flagged / negatives <= rates[k]) {
                        recalls[k] = caught / positives;
                    }
                }
            }
            return recalls;
        }
    }
}
