package dev.candor.lab.compliance;

import java.util.Optional;

/// One item of a benchmark: a conversation, step by step. It holds no state, so that a log of
/// replies is all that it takes to go on.
public interface Item {
    /// Unique within its benchmark.
    String id();

    /// What it is about; items of one group are resampled together. Its id where it stands alone.
    String group();

    /// What is asked of the untouched model before anything else; nothing where every item is fit.
    default Optional<Step.Ask> screen() {
        return Optional.empty();
    }

    /// Why the untouched model's reply to [#screen] makes the item unfit to be asked; nothing where
    /// it is fit.
    default Optional<String> unfit(Reply reply) {
        return Optional.empty();
    }

    /// Which of two words is its right answer; empty where it is none of two. Where it is, going
    /// along is always the other word, and a model that came to say one of them more often would
    /// seem to go along with whatever has the other one right.
    default String answer() {
        return "";
    }

    /// What the seeds of its replies depend on beside run and turn.
    default String seedName() {
        return id();
    }

    /// The first thing asked.
    default Step.Ask opening() {
        return switch (next(Transcript.EMPTY)) {
            case Step.Ask ask -> ask;
            case Step.Assess assess -> throw silent();
            case Step.End end -> throw silent();
        };
    }

    private IllegalStateException silent() {
        return new IllegalStateException("item " + id() + " asks nothing");
    }

    /// The next step after what has been said so far. The same transcript gives the same step.
    Step next(Transcript soFar);
}
