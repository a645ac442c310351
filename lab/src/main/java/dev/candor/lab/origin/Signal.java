package dev.candor.lab.origin;

import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import java.util.Arrays;

/// How specific the probe's signal is: an answer carries it if its score reaches the threshold that
/// was chosen on the instruct model.
///
/// @param threshold of the probe
/// @param wrongWith wrong answers with the signal
/// @param correctWithout correct answers without it
public record Signal(double threshold, Count wrongWith, Count correctWithout) {
    /// @param count answers
    /// @param of how many
    /// @param share NaN of none; 95% from resampling what the questions are about, Wilson's where
    ///   all answers are alike
    public record Count(int count, int of, Estimate share) {}

    /// @param scores of each answer
    /// @param wrong of each answer
    /// @param clusters of each answer, from 0
    public static Signal of(
            double[] scores, boolean[] wrong, int[] clusters, double threshold, long seed) {
        return new Signal(
                threshold,
                count(scores, wrong, clusters, threshold, true, seed),
                count(scores, wrong, clusters, threshold, false, seed));
    }

    private static Count count(
            double[] scores,
            boolean[] wrong,
            int[] clusters,
            double threshold,
            boolean asked,
            long seed) {
        int size = Arrays.stream(clusters).max().orElse(-1) + 1;
        double[] hits = new double[size];
        double[] answers = new double[size];
        int hit = 0;
        int all = 0;
        for (int i = 0; i < scores.length; i++) {
            if (wrong[i] == asked) {
                boolean right = scores[i] >= threshold == asked;
                hits[clusters[i]] += right ? 1 : 0;
                answers[clusters[i]]++;
                hit += right ? 1 : 0;
                all++;
            }
        }
        Mean share = Mean.of(hits, answers, seed);
        boolean alike = all > 0 && (hit == 0 || hit == all);
        return new Count(
                hit,
                all,
                new Estimate(share.value(), alike ? Interval.ofShare(hit, all) : share.interval()));
    }
}
