package dev.candor.lab.probe;

import java.util.stream.IntStream;

/// From a score to the probability that an answer is wrong, learnt on validation answers.
///
/// The probability holds among answers of which the share [#prior()] is wrong, as it was in
/// validation; [#probability(double, double)] moves it to another share.
public sealed interface Calibration permits PlattScaling, IsotonicCalibration {
    /// Share of wrong answers among those it was learnt on, between 0 and 1.
    double prior();

    /// The probability that an answer of this score is wrong; never falls as the score rises, never
    /// 0 or 1.
    double probability(double score);

    /// The same among answers of which `shareWrong` are wrong: the log-odds move by those of the
    /// two shares.
    ///
    /// @param shareWrong between 0 and 1, both excluded
    default double probability(double score, double shareWrong) {
        if (!(shareWrong > 0 && shareWrong < 1)) {
            throw new IllegalArgumentException(
                    "a share of wrong answers of " + shareWrong + ", expected one between 0 and 1");
        }
        double here = probability(score);
        double odds = here / (1 - here) * (1 - prior()) / prior() * shareWrong / (1 - shareWrong);
        return odds / (1 + odds);
    }

    /// The probability of each.
    default double[] probabilities(double[] scores) {
        return IntStream.range(0, scores.length).mapToDouble(i -> probability(scores[i])).toArray();
    }

    /// Refuses answers that nothing can be learnt from; returns how many are wrong.
    static int requireBoth(double[] scores, boolean[] wrong) {
        if (scores.length != wrong.length) {
            throw new IllegalArgumentException(
                    scores.length + " scores for " + wrong.length + " verdicts");
        }
        int count = 0;
        for (int i = 0; i < wrong.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(
                        "score " + i + " is " + scores[i] + ", expected a number");
            }
            count += wrong[i] ? 1 : 0;
        }
        if (count == 0 || count == wrong.length) {
            throw new IllegalArgumentException(
                    "calibration needs both classes, found "
                            + count
                            + " wrong and "
                            + (wrong.length - count)
                            + " correct answers");
        }
        return count;
    }
}
