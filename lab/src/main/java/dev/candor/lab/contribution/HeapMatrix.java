package dev.candor.lab.contribution;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A [FloatMatrix] in one heap array.
record HeapMatrix(int rows, int columns, MemorySegment data) implements FloatMatrix {
    @Override
    public long rowOffset(int row) {
        return (long) Objects.checkIndex(row, rows) * columns * Float.BYTES;
    }
}
