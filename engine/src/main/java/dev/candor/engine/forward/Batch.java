package dev.candor.engine.forward;

import dev.candor.engine.neuron.Gains;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tokens to read in one forward call, for any number of sequences.
public final class Batch {
    /// Which of an entry's tokens give logits.
    public enum Want {
        NONE,
        LAST,
        ALL
    }

    record Entry(Sequence sequence, int[] tokens, int logitRows) {}

    /// The gains of each sequence of a batch.
    @FunctionalInterface
    public interface SequenceGains {
        /// Every sequence as the model made it.
        SequenceGains NONE = sequence -> Gains.NONE;

        Gains of(Sequence sequence);
    }

    final List<Entry> entries = new ArrayList<>();
    private final Set<Sequence> sequences = new HashSet<>();

    /// Appends `tokens` to `sequence`; a sequence stands in a batch once.
    ///
    /// @return the entry's number, from 0
    public int add(Sequence sequence, int[] tokens, Want want) {
        return add(
                sequence,
                tokens,
                switch (want) {
                    case NONE -> 0;
                    case LAST -> 1;
                    case ALL -> tokens.length;
                });
    }

    /// Appends `tokens` to `sequence`; the last `logitRows` of them give logits.
    ///
    /// @return the entry's number, from 0
    public int add(Sequence sequence, int[] tokens, int logitRows) {
        if (logitRows < 0 || logitRows > tokens.length) {
            throw new IllegalArgumentException(
                    logitRows + " rows of logits wanted of " + tokens.length + " tokens");
        }
        if (tokens.length == 0) {
            throw new IllegalArgumentException("an entry needs at least one token");
        }
        if (!sequences.add(sequence)) {
            throw new IllegalArgumentException("a sequence stands in a batch once");
        }
        entries.add(new Entry(sequence, tokens.clone(), logitRows));
        return entries.size() - 1;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
