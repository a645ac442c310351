package dev.candor.lab.origin;

import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import java.util.Arrays;

/// Means over questions; what questions are about is drawn together.
///
/// @param clusters of each question, from 0
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
public record QuestionMeans(int[] clusters, long seed) {
    /// @param values of each question
    Mean of(double[] values) {
        int size = size();
        double[] sums = new double[size];
        double[] weights = new double[size];
        for (int i = 0; i < values.length; i++) {
            sums[clusters[i]] += values[i];
            weights[clusters[i]]++;
        }
        return Mean.of(sums, weights, seed);
    }

    private int size() {
        return Arrays.stream(clusters).max().orElse(-1) + 1;
    }

    /// A share: where all questions are alike, with Wilson's interval of as many as what the
    /// questions are about.
    ///
    /// @param values 0 to 1
    Mean share(double[] values) {
        boolean none = Arrays.stream(values).allMatch(value -> value == 0);
        boolean all = Arrays.stream(values).allMatch(value -> value == 1);
        return values.length > 0 && (none || all)
                ? new Mean(all ? 1 : 0, Interval.ofShare(all ? size() : 0, size()))
                : of(values);
    }

    /// The mean of `values` − `others`, question by question; without an interval where all are 0,
    /// since resamples of those say nothing.
    Mean difference(double[] values, double[] others) {
        double[] differences = new double[values.length];
        Arrays.setAll(differences, i -> values[i] - others[i]);
        return Arrays.stream(differences).allMatch(difference -> difference == 0)
                ? new Mean(0, new Interval(Double.NaN, Double.NaN))
                : of(differences);
    }
}
