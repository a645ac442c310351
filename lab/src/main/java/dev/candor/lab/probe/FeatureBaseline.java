package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.stream.IntStream;

/// What one number an answer says without any neuron: its length, or its mean log-probability. A
/// logistic regression on the training answers learns which way it points, unless that is given.
///
/// @param name e.g. `answer length`
/// @param slope weight of the number
/// @param intercept b
/// @param threshold score from which an answer counts as wrong, chosen on validation
public record FeatureBaseline(String name, double slope, double intercept, double threshold) {
    /// Learns direction and threshold; the classes weigh the same.
    ///
    /// @param train the number of each training answer, finite
    /// @param trainWrong whether it was judged wrong; both classes must occur
    /// @param validation the number of each validation answer, finite
    /// @param validationWrong whether it was judged wrong
    public static FeatureBaseline learn(
            String name,
            double[] train,
            boolean[] trainWrong,
            double[] validation,
            boolean[] validationWrong,
            Threshold.Criterion criterion) {
        float[][] column = new float[train.length][1];
        for (int i = 0; i < train.length; i++) {
            column[i][0] = (float) train[i];
            if (!Double.isFinite(train[i])) {
                throw new IllegalArgumentException(
                        name + ": answer " + i + " has " + train[i] + ", expected a number");
            }
        }
        LabelledRows rows =
                LabelledRows.balanced(IntStream.range(0, train.length).toArray(), trainWrong);
        LinearScore score = new RidgeLogistic(1).fit(FloatMatrix.of(column), rows, new int[] {0});
        FeatureBaseline unset =
                new FeatureBaseline(name, score.weights().weightOf(0), score.intercept(), 0);
        Threshold threshold =
                Threshold.choose(unset.scores(validation), validationWrong, criterion);
        return new FeatureBaseline(name, unset.slope, unset.intercept, threshold.value());
    }

    /// A number that is a rate of wrong answers already: higher means wrong, whatever the training
    /// answers say. Only the threshold is chosen.
    public static FeatureBaseline rising(
            String name,
            double[] validation,
            boolean[] validationWrong,
            Threshold.Criterion criterion) {
        Threshold threshold = Threshold.choose(validation, validationWrong, criterion);
        return new FeatureBaseline(name, 1, 0, threshold.value());
    }

    /// slope·value + intercept of each.
    public double[] scores(double[] values) {
        double[] scores = new double[values.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = slope * values[i] + intercept;
        }
        return scores;
    }

    /// Evaluates it on answers.
    public Evaluation evaluate(double[] values, Resamples resamples) {
        return Evaluator.evaluate(name, scores(values), threshold, resamples);
    }
}
