package dev.candor.lab.probe;

/// How well a score tells wrong answers from correct ones, on answer rows only.
///
/// @param name what gives the score, e.g. `H-neurons`, `answer length`
/// @param wrong wrong answers scored
/// @param correct correct answers scored
/// @param auroc area under the ROC curve, wrong = positive
/// @param aurocInterval bootstrap over rows
/// @param accuracy share right at the threshold chosen on validation
/// @param accuracyInterval bootstrap over rows
public record Evaluation(
        String name,
        int wrong,
        int correct,
        double auroc,
        Interval aurocInterval,
        double accuracy,
        Interval accuracyInterval) {}
