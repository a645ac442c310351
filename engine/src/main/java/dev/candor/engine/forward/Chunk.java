package dev.candor.engine.forward;

import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.TapRows;

/// Rows that are computed together: token, sequence, position and gains of each.
final class Chunk implements TapRows {
    private final Sequence[] sequences;
    private final int[] tokens;
    private final int[] positions;
    private final int[] entries;
    private final int[] logitRows;
    private final Gains[] gains;
    private int count;

    Chunk(int capacity) {
        sequences = new Sequence[capacity];
        tokens = new int[capacity];
        positions = new int[capacity];
        entries = new int[capacity];
        logitRows = new int[capacity];
        gains = new Gains[capacity];
    }

    void clear() {
        count = 0;
    }

    boolean isFull() {
        return count == tokens.length;
    }

    /// @param logitRow row of the logits buffer, −1 for none
    void add(int entry, Sequence sequence, int position, int token, Gains gain, int logitRow) {
        sequences[count] = sequence;
        tokens[count] = token;
        positions[count] = position;
        entries[count] = entry;
        logitRows[count] = logitRow;
        gains[count] = gain;
        count++;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int entry(int row) {
        return entries[row];
    }

    @Override
    public int position(int row) {
        return positions[row];
    }

    int token(int row) {
        return tokens[row];
    }

    Sequence sequence(int row) {
        return sequences[row];
    }

    Gains gains(int row) {
        return gains[row];
    }

    int logitRow(int row) {
        return logitRows[row];
    }
}
