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
