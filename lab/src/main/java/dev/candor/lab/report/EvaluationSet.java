package dev.candor.lab.report;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every score on the answers of one set, wrong against correct.
///
/// @param set `test` for the held-out part of the training questions, or the evaluation set's name
/// @param inDomain true for `test` alone
/// @param againstKnown whether the set has no correct answers to have, since nobody can know, and
///   the held-out correct answers stand in for them
/// @param correct correct answers in the set
/// @param wrong wrong answers in the set
/// @param scores at most one a kind
/// @param use what the risk is good for here; null where there are no answers
public record EvaluationSet(
        String set,
        boolean inDomain,
        boolean againstKnown,
        int correct,
        int wrong,
        List<ScoreResult> scores,
        @Nullable Use use) {
    public EvaluationSet {
        scores = List.copyOf(scores);
        Check.notBlank(set, "evaluations.set");
        Check.that(
                scores.stream().map(ScoreResult::kind).distinct().count() == scores.size(),
                "%s has two scores of one kind",
                set);
        for (ScoreResult score : scores) {
            Check.that(
                    score.evaluation().correct() <= correct && score.evaluation().wrong() <= wrong,
                    "%s on %s is of %s correct and %s wrong answers, but the set has %s and %s",
                    score.kind().id(),
                    set,
                    score.evaluation().correct(),
                    score.evaluation().wrong(),
                    correct,
                    wrong);
        }
    }

    /// The result of one score here.
    public Optional<ScoreResult> score(ScoreKind kind) {
        return scores.stream().filter(score -> score.kind() == kind).findFirst();
    }
}
