package dev.candor.lab.probe;

/// Turns the scores of answer rows into an [Evaluation].
public final class Evaluator {
    private Evaluator() {}

    /// Evaluates a score against the verdicts of `resamples`, whose positives are wrong answers.
    ///
    /// Rows of one class only, as when a model gets all of a set wrong, have no AUROC and no
    /// recall: they and their intervals are NaN then, and the accuracy stands.
    ///
    /// @param name what gives the score
    /// @param scores shape [n], none NaN; higher means wrong
    /// @param threshold chosen on validation rows
    public static Evaluation evaluate(
            String name, double[] scores, double threshold, Resamples resamples) {
        boolean[] wrong = resamples.positive();
        int positives = resamples.positives();
        boolean both = resamples.bothClasses();
        Roc roc = both ? Roc.of(scores, wrong) : null;
        return new Evaluation(
                name,
                positives,
                wrong.length - positives,
                roc == null ? Double.NaN : roc.auroc(),
                resamples.auroc(scores),
                Threshold.accuracy(scores, wrong, threshold),
                resamples.accuracy(scores, threshold),
                roc == null ? Double.NaN : roc.recallAt(Evaluation.FALSE_POSITIVES),
                resamples.recallAt(scores, Evaluation.FALSE_POSITIVES));
    }
}
