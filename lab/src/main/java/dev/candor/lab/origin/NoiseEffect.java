package dev.candor.lab.origin;

import dev.candor.lab.statistics.Mean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What noise of one size on the same part of two models does to their replies.
///
/// @param target what the noise is on
/// @param size ‖E‖ / ‖W‖ of what is touched of each matrix
/// @param a what it does to A
/// @param b what it does to B
/// @param between share of changed replies of B − of A, question by question
public record NoiseEffect(String target, double size, Effect a, Effect b, Mean between) {
    /// What noise does to one model; draws of noise are averaged within a question.
    ///
    /// @param changed share of replies that are another text than without noise
    /// @param draws the same of each draw of noise
    /// @param accuracy with noise
    /// @param accuracyDifference with − without noise
    /// @param overRandom share of changed replies − that with noise on as many random neurons
    public record Effect(
            Mean changed,
            List<Double> draws,
            Mean accuracy,
            Mean accuracyDifference,
            Mean overRandom) {
        public Effect {
            draws = List.copyOf(draws);
        }
    }

    /// Of each question, averaged over draws of noise.
    ///
    /// @param changed share of draws whose reply is another
    /// @param correct share of draws whose reply is correct
    /// @param before 1 where the reply without noise is correct
    /// @param draws of each, the share of questions whose reply is another
    @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
    public record Disturbed(
            double[] changed, double[] correct, double[] before, List<Double> draws) {
        /// @param before replies without noise
        /// @param draws replies with it
        public static Disturbed of(Replies before, List<Replies> draws) {
            List<Double> shares = new ArrayList<>();
            double[] changed = new double[before.texts().size()];
            double[] correct = new double[changed.length];
            for (Replies draw : draws) {
                double[] another = draw.changed(before);
                shares.add(Arrays.stream(another).average().orElse(Double.NaN));
                add(changed, another, draws.size());
                add(correct, draw.correct(), draws.size());
            }
            return new Disturbed(changed, correct, before.correct(), shares);
        }

        private static void add(double[] sums, double[] values, int of) {
            Arrays.setAll(sums, i -> sums[i] + values[i] / of);
        }

        /// @param random the same noise on as many random neurons
        Effect effect(Disturbed random, QuestionMeans means) {
            return new Effect(
                    means.share(changed),
                    draws,
                    means.share(correct),
                    means.difference(correct, before),
                    means.difference(changed, random.changed));
        }
    }

    /// @param a replies of A with noise on the target
    /// @param randomA with noise on random neurons
    public static NoiseEffect of(
            Noise.Target target,
            double size,
            Disturbed a,
            Disturbed randomA,
            Disturbed b,
            Disturbed randomB,
            QuestionMeans means) {
        return new NoiseEffect(
                target.label(),
                size,
                a.effect(randomA, means),
                b.effect(randomB, means),
                means.difference(b.changed, a.changed));
    }
}
