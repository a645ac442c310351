package dev.candor.guard.policy;

import java.util.Comparator;
import java.util.List;

/// @param name no two rules of a policy share it
/// @param when conditions, at least one, all of which must hold; those of topics come last, since
///   to look for words costs most
/// @param then what is done with an answer that they hold for
public record Rule(String name, List<Condition> when, Action then) {
    public Rule {
        when =
                when.stream()
                        .sorted(Comparator.comparing(Condition.About.class::isInstance))
                        .toList();
    }

    boolean holds(Observed observed, TopicMatches topics) {
        return !passesOver(observed)
                && when.stream().allMatch(condition -> holds(condition, observed, topics));
    }

    /// To let an answer without score through, a rule must say `no-score`.
    private boolean passesOver(Observed observed) {
        return observed.unscored()
                && then instanceof Action.Allow
                && when.stream().noneMatch(Condition.NoScore.class::isInstance);
    }

    private static boolean holds(Condition condition, Observed observed, TopicMatches topics) {
        return switch (condition) {
            case Condition.About(String name) -> topics.has(name);
            case Condition.RiskAtLeast(double least) -> observed.probability() >= least;
            case Condition.AboveThreshold _ -> observed.aboveThreshold();
            case Condition.NoScore _ -> observed.unscored();
            case Condition.Length(int above, int below) ->
                    observed.tokens() > above
                            && observed.tokens() < below
                            // A reply that goes on may still grow too long.
                            && (observed.finished() || below == Integer.MAX_VALUE);
        };
    }
}
