package dev.candor.lab.probe;

import dev.candor.lab.statistics.Interval;

/// An exam in which a wrong answer costs more than none: +1 for a correct answer, 0 for none, −t /
/// (1 − t) for a wrong one. Answering pays where the answer is correct with a probability above t,
/// so one abstains where the risk is 1 − t or more.
///
/// @param t confidence that is asked for, between 0 and 1
public record NegativeMarking(double t) {
    public NegativeMarking {
        if (!(t > 0 && t < 1)) {
            throw new IllegalArgumentException("t is " + t + ", expected a share between 0 and 1");
        }
    }

    /// Points an answer.
    ///
    /// @param always with every question answered
    /// @param abstaining with the risky ones left out
    /// @param gain abstaining − always
    /// @param gainInterval 95%, bootstrap over answers
    /// @param answered share of questions answered when abstaining
    public record Result(
            double always,
            double abstaining,
            double gain,
            Interval gainInterval,
            double answered) {}

    /// The interval of the points an answer that abstaining by `risks` gains over abstaining by
    /// `others`; both shape [n], probabilities of being wrong.
    public Interval lead(double[] risks, double[] others, Resamples resamples) {
        boolean[] wrong = resamples.positive();
        double[] gains = new double[wrong.length];
        for (int i = 0; i < wrong.length; i++) {
            double points = points(wrong[i]);
            gains[i] = (risks[i] < 1 - t ? points : 0) - (others[i] < 1 - t ? points : 0);
        }
        return resamples.mean(gains);
    }

    private double points(boolean wrong) {
        return wrong ? -t / (1 - t) : 1;
    }

    /// What abstaining by risk gains.
    ///
    /// @param risks shape [n], probabilities of being wrong
    /// @param resamples of the answers, whose positives are wrong
    public Result mark(double[] risks, Resamples resamples) {
        boolean[] wrong = resamples.positive();
        if (risks.length != wrong.length) {
            throw new IllegalArgumentException(
                    risks.length + " risks for " + wrong.length + " verdicts, expected one each");
        }
        double[] gains = new double[wrong.length];
        double always = 0;
        double abstaining = 0;
        int answered = 0;
        for (int i = 0; i < wrong.length; i++) {
            double points = points(wrong[i]);
            boolean answers = risks[i] < 1 - t;
            always += points / wrong.length;
            abstaining += answers ? points / wrong.length : 0;
            answered += answers ? 1 : 0;
            gains[i] = answers ? 0 : -points;
        }
        return new Result(
                always,
                abstaining,
                abstaining - always,
                resamples.mean(gains),
                (double) answered / wrong.length);
    }
}
