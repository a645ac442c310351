package dev.candor.lab.probe;

import dev.candor.lab.probe.Roc.ScoreGroups;
import java.util.ArrayList;
import java.util.List;

/// How many of the answers given are wrong if only the least risky are given: the risk–coverage
/// curve (El-Yaniv and Wiener 2010).
///
/// @param points coverage ascending, one for each distinct score
/// @param area mean over k = 1 … n of the share wrong among the k least risky answers; of answers
///   with the same score, all orders count alike
public record RiskCoverage(List<Point> points, double area) {
    /// @param coverage share of answers given
    /// @param wrong share of those that are wrong
    public record Point(double coverage, double wrong) {}

    public RiskCoverage {
        points = List.copyOf(points);
    }

    /// The same with every k-th point, and the last: a curve to draw.
    ///
    /// @param most points kept
    public RiskCoverage thinned(int most) {
        if (points.size() <= most) {
            return this;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            kept.add(points.get((int) ((long) i * (points.size() - 1) / (most - 1))));
        }
        return new RiskCoverage(kept, area);
    }

    /// @param scores shape [n], n > 0, higher means riskier, none NaN
    /// @param wrong shape [n]
    public static RiskCoverage of(double[] scores, boolean[] wrong) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("no answers, expected some");
        }
        ScoreGroups groups = ScoreGroups.of(scores, wrong);
        int[] bad = groups.countPositives();
        int[] good = groups.countNegatives();
        List<Point> points = new ArrayList<>();
        int given = 0;
        int wrongGiven = 0;
        for (int group = 0; group < groups.size(); group++) {
            given += bad[group] + good[group];
            wrongGiven += bad[group];
            points.add(new Point((double) given / scores.length, (double) wrongGiven / given));
        }
        return new RiskCoverage(points, area(bad, good));
    }

    /// The area of groups of answers of the same score, least risky first; a group may be empty.
    ///
    /// @param bad wrong answers of each
    /// @param good correct ones
    static double area(int[] bad, int[] good) {
        double area = 0;
        int given = 0;
        int wrongGiven = 0;
        for (int group = 0; group < bad.length; group++) {
            int here = bad[group] + good[group];
            for (int k = 1; k <= here; k++) {
                area += (wrongGiven + k * (double) bad[group] / here) / (given + k);
            }
            given += here;
            wrongGiven += bad[group];
        }
        return area / given;
    }
}
