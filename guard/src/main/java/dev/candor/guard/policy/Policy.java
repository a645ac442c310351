package dev.candor.guard.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What is done with answers. Rules are tried in order and the first that holds decides.
///
/// @param name of its file, without the ending
/// @param sha256 of its text
/// @param mode when text leaves
/// @param fail what becomes of an answer that could not be judged
/// @param topics that rules may ask for
/// @param rules in order
/// @param otherwise for scored answers that no rule holds for
/// @param noScore for answers without score that no rule holds for
/// @param sentences what goes out instead of an answer
/// @param spotCheck which answers that were let through are looked at too
public record Policy(
        String name,
        String sha256,
        Mode mode,
        Fail fail,
        List<Topic> topics,
        List<Rule> rules,
        Action otherwise,
        Action noScore,
        Wordings sentences,
        SpotCheck spotCheck) {
    public Policy {
        topics = List.copyOf(topics);
        rules = List.copyOf(rules);
    }

    /// Decides on a whole reply.
    ///
    /// @param retries how often the reply was made again already
    public Decision decide(Observed observed, int retries) {
        if (!observed.finished()) {
            throw new IllegalArgumentException("the reply is still coming, expected a whole one");
        }
        TopicMatches topicsIn = TopicMatches.of(topics, observed);
        for (Rule rule : rules) {
            if (rule.holds(observed, topicsIn)) {
                return new Decision(after(rule.then(), retries), rule.name(), topicsIn.all());
            }
        }
        Action last = observed.unscored() ? noScore : otherwise;
        return new Decision(after(last, retries), null, topicsIn.all());
    }

    /// Looks at a reply while it comes: whether the stream ends here, because the first rule that
    /// holds for the reply so far abstains. Rules that only the reply's end can settle (no score,
    /// shorter than) do not hold until then.
    ///
    /// @param soFar with the risk of the span just read, no score between spans
    public Optional<Decision> cuts(Observed soFar) {
        TopicMatches topicsIn = TopicMatches.of(topics, soFar);
        return rules.stream()
                .filter(rule -> rule.holds(soFar, topicsIn))
                .findFirst()
                .filter(rule -> rule.then() instanceof Action.Abstain)
                .map(rule -> new Decision(rule.then(), rule.name(), topicsIn.all()));
    }

    /// Asks the verifier, if that is what the decision asks for.
    ///
    /// @param failures told why the verifier gave no verdict
    /// @return a decision whose action is another, with the verifier's reason
    public Decision verified(
            Decision decision, Observed observed, Verifier verifier, Consumer<Exception> failures) {
        return decision.action() instanceof Action.Verify verify
                ? settled(decision, verify, observed, verifier, failures)
                : decision;
    }

    /// What is done where no risk could be computed at all, or anything else failed.
    public Action.Final unjudged() {
        return fail.action(sentences);
    }

    /// What is done where not even the policy could be had: the answer stays in.
    public static Action.Final missing() {
        return Fail.CLOSED.action(Wordings.DEFAULT);
    }

    /// Whether an answer that was let through is looked at by a person too.
    public boolean spotCheck(String responseId) {
        return spotCheck.picks(responseId);
    }

    /// Whether nothing may be sent before [#decide].
    public boolean needsWholeAnswer() {
        return mode == Mode.BUFFERED;
    }

    private static Action after(Action action, int retries) {
        return action instanceof Action.Retry(_, int times, Action.Final otherwise)
                        && retries >= times
                ? otherwise
                : action;
    }

    private Decision settled(
            Decision asked,
            Action.Verify verify,
            Observed observed,
            Verifier verifier,
            Consumer<Exception> failures) {
        try {
            Verdict verdict = verifier.verify(observed);
            Action.Final end =
                    switch (verdict) {
                        case Verdict.Supported _ -> verify.supported();
                        case Verdict.Refuted _ -> verify.refuted();
                        case Verdict.Unknown _ -> verify.unknown();
                    };
            return new Decision(end, asked.rule(), asked.topics(), verdict.why());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.accept(e);
        } catch (Exception e) {
            failures.accept(e);
        }
        return asked.settled(unjudged());
    }
}
