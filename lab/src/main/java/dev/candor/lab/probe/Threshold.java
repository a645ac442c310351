package dev.candor.lab.probe;

import dev.candor.lab.probe.Roc.ScoreGroups;
import java.util.stream.IntStream;

/// A cut through a score, chosen on validation rows: at or above it an answer is called wrong.
///
/// @param value the cut
/// @param criterion what it maximises
/// @param reached the criterion's value on the rows it was chosen on
public record Threshold(double value, Criterion criterion, double reached) {
    /// What a threshold maximises. The default everywhere is `BALANCED_ACCURACY`: the larger class
    /// keeps all its rows (METHOD.md, Collect), and plain accuracy could then be had by calling
    /// every answer by its name. On balanced rows the two agree.
    public enum Criterion {
        /// Mean of the shares right within each class.
        BALANCED_ACCURACY,
        /// Share right of all rows.
        ACCURACY;

        /// What a threshold reaches on some rows.
        ///
        /// @param scores shape [n]
        /// @param positive shape [n]; both classes must occur
        public double of(double[] scores, boolean[] positive, double threshold) {
            int positives =
                    (int) IntStream.range(0, scores.length).filter(i -> positive[i]).count();
            double positiveWorth = worth(this, positives, scores.length);
            double negativeWorth = worth(this, scores.length - positives, scores.length);
            return IntStream.range(0, scores.length)
                    .filter(i -> (scores[i] >= threshold) == positive[i])
                    .mapToDouble(i -> positive[i] ? positiveWorth : negativeWorth)
                    .sum();
        }
    }

    /// The threshold that maximises `criterion` on these rows. Candidates lie midway between
    /// neighbouring distinct scores, at the lowest score and just above the highest; of equally
    /// good ones the one in the widest gap between scores is taken, then the lowest.
    ///
    /// @param scores shape [n], finite
    /// @param positive shape [n]; for balanced accuracy both classes must occur
    public static Threshold choose(double[] scores, boolean[] positive, Criterion criterion) {
        ScoreGroups groups = ScoreGroups.of(scores, positive);
        boolean oneClass = groups.positives() == 0 || groups.negatives() == 0;
        if (groups.size() == 0 || (oneClass && criterion == Criterion.BALANCED_ACCURACY)) {
            throw new IllegalArgumentException(
                    "a threshold needs rows of both classes, found "
                            + groups.positives()
                            + " positive and "
                            + groups.negatives()
                            + " negative");
        }
        double positiveWorth = worth(criterion, groups.positives(), scores.length);
        double negativeWorth = worth(criterion, groups.negatives(), scores.length);
        int[] positives = groups.countPositives();
        int[] negatives = groups.countNegatives();
        double[] values = groups.values();
        int last = values.length - 1;

        int rightAbove = groups.positives();
        int rightBelow = 0;
        double best = rightAbove * positiveWorth;
        double widest = 0;
        double cut = values[0];
        for (int below = 0; below <= last; below++) {
            rightAbove -= positives[below];
            rightBelow += negatives[below];
            double reached = rightAbove * positiveWorth + rightBelow * negativeWorth;
            double gap = below == last ? 0 : values[below + 1] - values[below];
            if (reached > best + 1e-12 || (reached > best - 1e-12 && gap > widest)) {
                best = reached;
                widest = gap;
                cut =
                        below == last
                                ? Math.nextUp(values[last])
                                : Math.max(values[below] + gap / 2, Math.nextUp(values[below]));
            }
        }
        return new Threshold(cut, criterion, best);
    }

    /// Share of rows on the right side of `threshold`.
    public static double accuracy(double[] scores, boolean[] positive, double threshold) {
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            right += (scores[i] >= threshold) == positive[i] ? 1 : 0;
        }
        return (double) right / scores.length;
    }

    private static double worth(Criterion criterion, int inClass, int all) {
        return switch (criterion) {
            case BALANCED_ACCURACY -> 0.5 / inClass;
            case ACCURACY -> 1.0 / all;
        };
    }
}
