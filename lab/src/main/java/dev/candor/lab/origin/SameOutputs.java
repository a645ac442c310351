package dev.candor.lab.origin;

import dev.candor.lab.statistics.Mean;

/// How alike two models are from outside.
///
/// @param asked questions
/// @param sameReplies share of replies that are the same text
/// @param sameVerdicts share of questions with the same verdict
/// @param accuracyA share of correct replies; what is unclear is not correct
/// @param accuracyB the same of B
/// @param difference B − A
public record SameOutputs(
        int asked,
        Mean sameReplies,
        Mean sameVerdicts,
        Mean accuracyA,
        Mean accuracyB,
        Mean difference) {

    public static SameOutputs of(Replies a, Replies b, QuestionMeans means) {
        int asked = a.texts().size();
        double[] same = new double[asked];
        double[] verdicts = new double[asked];
        for (int i = 0; i < asked; i++) {
            same[i] = a.texts().get(i).equals(b.texts().get(i)) ? 1 : 0;
            verdicts[i] = a.verdicts().get(i) == b.verdicts().get(i) ? 1 : 0;
        }
        return new SameOutputs(
                asked,
                means.share(same),
                means.share(verdicts),
                means.share(a.correct()),
                means.share(b.correct()),
                means.difference(b.correct(), a.correct()));
    }
}
