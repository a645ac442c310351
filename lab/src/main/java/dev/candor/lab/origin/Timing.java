package dev.candor.lab.origin;

import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import dev.candor.lab.statistics.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// When the H-neurons speak: their mean contribution at the tokens around the first token of the
/// answer, in correct and in wrong answers, beside other neurons.
///
/// @param points by offset, ascending
public record Timing(List<Point> points) {
    /// At one token.
    ///
    /// @param offset of the token from the answer's first one, which is 0
    /// @param correctAnswers correct answers that have such a token
    /// @param wrongAnswers wrong answers that have one
    /// @param correct mean CETT of an H-neuron in correct answers, 95% from resampling what the
    ///   questions are about
    /// @param wrong the same in wrong answers
    /// @param difference wrong − correct
    /// @param random what sets of random neurons give
    /// @param matched what sets of random neurons of the same layers and as loud give
    public record Point(
            int offset,
            int correctAnswers,
            int wrongAnswers,
            Mean correct,
            Mean wrong,
            Mean difference,
            Others random,
            Others matched) {

        /// Whether the H-neurons differ here between wrong and correct answers further than 95% of
        /// the matched sets do, in either direction, and beyond their own interval.
        public boolean standsOut() {
            Interval own = difference.interval();
            boolean above = own.low() > 0 && difference.value() > matched.difference.high();
            boolean below = own.high() < 0 && difference.value() < matched.difference.low();
            return above || below;
        }
    }

    /// The middle 95% of control sets.
    ///
    /// @param sets how many
    public record Others(int sets, Interval correct, Interval wrong, Interval difference) {}

    public Timing {
        points = List.copyOf(points);
    }

    /// @param captured of each answer, shape [1 + random + matched][OFFSETS]: the H-neurons, then
    ///   sets of random neurons, then matched ones
    /// @param random how many of the sets are plain random ones
    /// @param wrong of each answer
    /// @param clusters of each answer, from 0
    public static Timing of(
            List<float[][]> captured, int random, boolean[] wrong, int[] clusters, long seed) {
        List<Point> points = new ArrayList<>();
        for (int k = 0; k < TimingCapture.OFFSETS; k++) {
            points.add(new At(captured, wrong, clusters, k).point(random, seed));
        }
        return new Timing(points);
    }

    /// All answers at one token.
    private record At(List<float[][]> captured, boolean[] wrong, int[] clusters, int k) {
        Point point(int random, long seed) {
            Sums own = sums(0);
            int sets = captured.isEmpty() ? 1 + random : captured.getFirst().length;
            return new Point(
                    k - TimingCapture.BEFORE,
                    (int) total(own.correctWeights),
                    (int) total(own.wrongWeights),
                    Mean.of(own.correct, own.correctWeights, seed),
                    Mean.of(own.wrong, own.wrongWeights, seed),
                    Mean.difference(
                            own.wrong, own.wrongWeights, own.correct, own.correctWeights, seed),
                    others(1, 1 + random),
                    others(1 + random, sets));
        }

        /// By cluster.
        private record Sums(
                double[] correct, double[] correctWeights, double[] wrong, double[] wrongWeights) {}

        private Sums sums(int set) {
            int count = Arrays.stream(clusters).max().orElse(-1) + 1;
            Sums sums =
                    new Sums(
                            new double[count],
                            new double[count],
                            new double[count],
                            new double[count]);
            for (int i = 0; i < wrong.length; i++) {
                float value = captured.get(i)[set][k];
                if (!Float.isNaN(value)) {
                    (wrong[i] ? sums.wrong : sums.correct)[clusters[i]] += value;
                    (wrong[i] ? sums.wrongWeights : sums.correctWeights)[clusters[i]]++;
                }
            }
            return sums;
        }

        private Others others(int from, int to) {
            double[] correct = new double[to - from];
            double[] inWrong = new double[to - from];
            double[] difference = new double[to - from];
            for (int s = from; s < to; s++) {
                Sums sums = sums(s);
                correct[s - from] = total(sums.correct) / total(sums.correctWeights);
                inWrong[s - from] = total(sums.wrong) / total(sums.wrongWeights);
                difference[s - from] = inWrong[s - from] - correct[s - from];
            }
            return new Others(to - from, middle(correct), middle(inWrong), middle(difference));
        }

        private static double total(double[] values) {
            return Arrays.stream(values).sum();
        }

        private static Interval middle(double[] values) {
            return values.length == 0
                    ? new Interval(Double.NaN, Double.NaN)
                    : Quantiles.middle95(values);
        }
    }
}
