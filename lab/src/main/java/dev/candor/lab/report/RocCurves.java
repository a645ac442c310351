package dev.candor.lab.report;

import dev.candor.lab.probe.RocPoint;
import java.util.ArrayList;
import java.util.List;

/// Makes ROC curves small enough to print.
public final class RocCurves {
    /// Most points a curve in a report has.
    public static final int MAX_POINTS = 101;

    private RocCurves() {}

    /// Keeps the first and last point and, between them, points about evenly apart along the curve,
    /// so that steep parts keep their steps.
    ///
    /// @param curve ascending in both rates
    /// @return at most [#MAX_POINTS] of its points; all of them if there are no more
    public static List<RocPoint> thin(List<RocPoint> curve) {
        if (curve.size() <= MAX_POINTS) {
            return List.copyOf(curve);
        }
        List<RocPoint> kept = new ArrayList<>(MAX_POINTS);
        RocPoint last = curve.getLast();
        double step = (along(last) - along(curve.getFirst())) / (MAX_POINTS - 1);
        double next = along(curve.getFirst());
        for (RocPoint point : curve.subList(0, curve.size() - 1)) {
            if (along(point) >= next && kept.size() < MAX_POINTS - 1) {
                kept.add(point);
                next = Math.max(next + step, along(point) + step / 2);
            }
        }
        kept.add(last);
        return List.copyOf(kept);
    }

    /// The mean curve of several draws: mean true-positive rate at each of 101 evenly spaced
    /// false-positive rates (vertical averaging), each curve read linearly between its points.
    ///
    /// @param curves at least one, each ascending from (0, 0) to (1, 1)
    public static List<RocPoint> mean(List<List<RocPoint>> curves) {
        Check.that(!curves.isEmpty(), "no ROC curves to average");
        List<RocPoint> mean = new ArrayList<>(MAX_POINTS);
        mean.add(new RocPoint(0, 0));
        for (int i = 1; i < MAX_POINTS; i++) {
            double rate = i / (MAX_POINTS - 1.0);
            double sum = 0;
            for (List<RocPoint> curve : curves) {
                sum += truePositiveRate(curve, rate);
            }
            mean.add(new RocPoint(rate, sum / curves.size()));
        }
        return List.copyOf(mean);
    }

    /// The share of wrong answers caught at a share of false alarms, read linearly between points.
    static double truePositiveRate(List<RocPoint> curve, double rate) {
        RocPoint before = curve.getFirst();
        for (RocPoint point : curve) {
            if (point.falsePositiveRate() > rate) {
                double run = point.falsePositiveRate() - before.falsePositiveRate();
                double share = (rate - before.falsePositiveRate()) / run;
                return before.truePositiveRate()
                        + share * (point.truePositiveRate() - before.truePositiveRate());
            }
            before = point;
        }
        return before.truePositiveRate();
    }

    private static double along(RocPoint point) {
        return point.falsePositiveRate() + point.truePositiveRate();
    }
}
