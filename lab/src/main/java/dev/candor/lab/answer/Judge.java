package dev.candor.lab.answer;

import dev.candor.lab.corpus.Question;

/// Says of a reply whether it answers its question right.
public interface Judge {
    /// What it cannot tell is `UNCLEAR`, never a guess.
    Verdict judge(Question question, String reply);

    /// Told of a reply that will be judged soon, so that a judge that takes long can begin.
    default void expect(Question question, String reply) {}
}
