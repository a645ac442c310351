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

    record Entry(Sequence sequence, int[] tokens, Want want) {
        int logitRows() {
            return switch (want) {
                case NONE -> 0;
                case LAST -> 1;
                case ALL -> tokens.length;
            };
        }
    }

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
        if (tokens.length == 0) {
            throw new IllegalArgumentException("an entry needs at least one token");
        }
        if (!sequences.add(sequence)) {
            throw new IllegalArgumentException("a sequence stands in a batch once");
        }
        entries.add(new Entry(sequence, tokens.clone(), want));
        return entries.size() - 1;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
