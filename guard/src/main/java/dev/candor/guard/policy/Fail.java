package dev.candor.guard.policy;

/// What becomes of an answer that could not be judged: it has no score and no rule speaks of it,
/// the monitor failed, or the verifier did. It is never let through without a word.
public enum Fail {
    /// It goes out flagged.
    OPEN,
    /// It stays in; the sentence for abstaining goes out.
    CLOSED;

    Action.Final action(Wordings sentences) {
        return switch (this) {
            case OPEN -> new Action.Flag();
            case CLOSED -> new Action.Abstain(sentences.abstain());
        };
    }
}
