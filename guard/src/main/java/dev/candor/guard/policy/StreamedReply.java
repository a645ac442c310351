package dev.candor.guard.policy;

import java.util.Optional;

/// A policy's look at one reply while it comes. What was found of the question is kept, so that a
/// long one is not read again for each token. For one thread.
public final class StreamedReply {
    private final Policy policy;
    private final String question;
    private final TextTopics inQuestion;

    StreamedReply(Policy policy, String question) {
        this.policy = policy;
        this.question = question;
        this.inQuestion = new TextTopics(question);
    }

    /// Whether the stream ends here: the first rule that holds for the reply so far abstains. Rules
    /// that only the reply's end can settle (no score, shorter than) do not hold until then.
    ///
    /// @param soFar with the risk of the span just read, no score between spans
    public Optional<Decision> cuts(Observed soFar) {
        if (!soFar.question().equals(question)) {
            throw new IllegalArgumentException("a reply to another question");
        }
        TopicMatches topics =
                new TopicMatches(policy.topics(), inQuestion, new TextTopics(soFar.reply()));
        return policy.rules().stream()
                .filter(rule -> rule.holds(soFar, topics))
                .findFirst()
                .filter(rule -> rule.then() instanceof Action.Abstain)
                .map(rule -> new Decision(rule.then(), rule.name(), topics.all()));
    }
}
