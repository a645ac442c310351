package dev.candor.lab.probe;

/// How well a score tells wrong answers from correct ones, on answer rows only.
///
/// @param name what gives the score, e.g. `H-neurons`, `answer length`
/// @param wrong wrong answers scored
/// @param correct correct answers scored
/// @param auroc area under the ROC curve, wrong = positive; NaN, as its interval is, where one
///   class is missing
/// @param aurocInterval bootstrap over rows; for random neurons the middle 95% of the draws
/// @param accuracy share right at the threshold chosen on validation
/// @param accuracyInterval as `aurocInterval`
public record Evaluation(
        String name,
        int wrong,
        int correct,
        double auroc,
        Interval aurocInterval,
        double accuracy,
        Interval accuracyInterval) {}
