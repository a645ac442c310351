package dev.candor.lab.probe;

import dev.candor.lab.statistics.Interval;
import java.util.Arrays;
import java.util.List;

/// The AUROC of the probe − that of another score on the same answers.
///
/// @param auroc the difference; NaN, as its interval is, for the probe itself and where one class
///   is missing
/// @param interval 95%, bootstrap over the answers, both scores on the same draws; against several
///   random sets one of them is drawn with each resample, so that it holds how much sets vary
public record Lead(double auroc, Interval interval) {
    /// No comparison.
    public static final Lead NONE = new Lead(Double.NaN, new Interval(Double.NaN, Double.NaN));

    /// The probe against another score, or the mean of several, or against its mirror image where
    /// that points the other way.
    ///
    /// @param others at least one, each shape [n] as `probe`
    /// @param answers the n answers, wrong = positive
    public static Lead of(double[] probe, List<double[]> others, Resamples answers) {
        if (!answers.bothClasses()) {
            return NONE;
        }
        boolean[] wrong = answers.positive();
        double auroc =
                others.stream()
                        .mapToDouble(other -> Roc.of(other, wrong).auroc())
                        .average()
                        .orElseThrow();
        List<double[]> turned = auroc >= 0.5 ? others : others.stream().map(Lead::mirror).toList();
        return new Lead(
                Roc.of(probe, wrong).auroc() - Math.max(auroc, 1 - auroc),
                answers.aurocDifference(probe, turned));
    }

    private static double[] mirror(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    /// What the interval allows to be said.
    public enum Side {
        AHEAD,
        EITHER,
        BEHIND
    }

    public Side side() {
        if (interval.low() > 0) {
            return Side.AHEAD;
        }
        return interval.high() < 0 ? Side.BEHIND : Side.EITHER;
    }
}
