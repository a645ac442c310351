package dev.candor.lab.probe;

/// Turns the scores of answer rows into an [Evaluation].
public final class Evaluator {
    private static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

    private Evaluator() {}

    /// Evaluates a score against verdicts.
    ///
    /// Rows of one class only, as when a model gets all of a set wrong, have no AUROC: it and its
    /// interval are NaN then, and the accuracy stands.
    ///
    /// @param name what gives the score
    /// @param scores shape [n], n > 0, none NaN; higher means wrong
    /// @param wrong shape [n], whether the answer was judged wrong
    /// @param threshold chosen on validation rows
    public static Evaluation evaluate(
            String name, double[] scores, boolean[] wrong, double threshold, Bootstrap bootstrap) {
        if (scores.length == 0) {
            throw new IllegalArgumentException(name + ": no answers to evaluate");
        }
        Roc.ScoreGroups groups = Roc.ScoreGroups.of(scores, wrong);
        boolean bothClasses = groups.positives() > 0 && groups.negatives() > 0;
        return new Evaluation(
                name,
                groups.positives(),
                groups.negatives(),
                bothClasses ? Roc.of(scores, wrong).auroc() : Double.NaN,
                bothClasses ? bootstrap.auroc(scores, wrong) : UNDEFINED,
                Threshold.accuracy(scores, wrong, threshold),
                bootstrap.accuracy(scores, wrong, threshold));
    }
}
