package dev.candor.lab.contribution;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A dense matrix of float32, one row after the other, in a file or on the heap.
public interface FloatMatrix {
    /// Layout of one value: little-endian, at any address.
    ValueLayout.OfFloat VALUE = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    int rows();

    int columns();

    /// The memory that holds all rows, values as [#VALUE].
    MemorySegment data();

    /// Byte offset in [#data()] of the first value of `row`; the row's `columns` values follow.
    long rowOffset(int row);

    /// The value at (`row`, `column`).
    default float get(int row, int column) {
        return data().get(VALUE, rowOffset(row) + Float.BYTES * (long) column);
    }

    /// Copies `count` values of `row`, from column `from` on, to `target[at]` and after.
    default void copyRow(int row, int from, float[] target, int at, int count) {
        long offset = rowOffset(row) + Float.BYTES * (long) from;
        MemorySegment.copy(data(), VALUE, offset, target, at, count);
    }

    /// The name errors call this matrix by: the file, or `matrix in memory`.
    default String name() {
        return "matrix in memory";
    }

    /// The columns from `from` on, as a matrix of `columns`; no value is copied.
    default FloatMatrix columns(int from, int columns) {
        return new ColumnRange(this, from, columns);
    }

    /// A matrix on the heap, shape [rows.length, rows[0].length]; the values are copied.
    static FloatMatrix of(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        MemorySegment data =
                MemorySegment.ofArray(new float[Math.multiplyExact(rows.length, columns)]);
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException(
                        "row "
                                + row
                                + " has "
                                + rows[row].length
                                + " columns, expected "
                                + columns);
            }
            long offset = (long) row * columns * Float.BYTES;
            MemorySegment.copy(rows[row], 0, data, VALUE, offset, columns);
        }
        return new HeapMatrix(rows.length, columns, data);
    }
}
