package dev.candor.lab.contribution;

import java.lang.foreign.MemorySegment;

/// Neighbouring columns of a matrix, as a matrix of their own; no value is copied.
record ColumnRange(FloatMatrix of, int from, int columns) implements FloatMatrix {
    ColumnRange {
        if (from < 0 || columns < 1 || from > of.columns() - columns) {
            throw new IllegalArgumentException(
                    of.name()
                            + ": columns "
                            + from
                            + " to "
                            + (from + (long) columns)
                            + " asked for, has "
                            + of.columns());
        }
    }

    @Override
    public int rows() {
        return of.rows();
    }

    @Override
    public MemorySegment data() {
        return of.data();
    }

    @Override
    public long rowOffset(int row) {
        return of.rowOffset(row) + Float.BYTES * (long) from;
    }

    @Override
    public String name() {
        return of.name();
    }
}
