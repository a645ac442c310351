package dev.candor.lab.compliance;

import java.util.Map;

/// A trial with its outcomes.
///
/// @param outcomes by reading
/// @param cut whether a reply had to end before the model was done
/// @param tooLong whether a prompt left no room for a reply
/// @param tokens of all replies
public record Scored(Map<Reading, Outcome> outcomes, boolean cut, boolean tooLong, int tokens) {
    /// Excluded where nothing was read, as of an item that ended early.
    public Outcome outcome(Reading reading) {
        return outcomes.getOrDefault(reading, fallback());
    }

    private Outcome fallback() {
        return outcomes.containsValue(Outcome.EXCLUDED) || outcomes.isEmpty()
                ? Outcome.EXCLUDED
                : Outcome.UNSCORABLE;
    }

    static Scored of(Trial trial, Item item, Assessor assessor) {
        return new Scored(
                trial.tooLong() ? Map.of() : outcomes(trial, item, assessor),
                trial.isCut(),
                trial.tooLong(),
                trial.tokens());
    }

    private static Map<Reading, Outcome> outcomes(Trial trial, Item item, Assessor assessor) {
        Transcript whole = new Transcript(trial.replies(), null);
        return switch (item.next(whole)) {
            case Step.End end -> end.outcomes();
            case Step.Assess assess ->
                    switch (item.next(whole.assessed(assessor.assess(assess)))) {
                        case Step.End end -> end.outcomes();
                        case Step.Assess again -> throw unfinished(trial);
                        case Step.Ask ask -> throw unfinished(trial);
                    };
            case Step.Ask ask -> throw unfinished(trial);
        };
    }

    private static IllegalStateException unfinished(Trial trial) {
        return new IllegalStateException(
                "trial " + trial.item() + " under " + trial.setting() + " is not over");
    }
}
