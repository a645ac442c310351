package dev.candor.engine.kernel;

import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;

/// A weight matrix in its stored type, row-major, over mapped or heap memory.
///
/// @param type storage of the values
/// @param rows outputs
/// @param columns inputs, a multiple of the type's block
/// @param data `rows · type.rowBytes(columns)` bytes, little-endian
public record Matrix(TensorType type, int rows, int columns, MemorySegment data) {
    public Matrix {
        long expected = Math.multiplyExact(rows, type.rowBytes(columns));
        if (data.byteSize() != expected) {
            throw new IllegalArgumentException(
                    "matrix "
                            + rows
                            + "×"
                            + columns
                            + " "
                            + type
                            + " has "
                            + data.byteSize()
                            + " bytes, expected "
                            + expected);
        }
    }

    /// Bytes from one row to the next.
    public long rowBytes() {
        return type.rowBytes(columns);
    }

    /// Rows `from` … `from + count − 1`, in the same memory.
    public Matrix rows(int from, int count) {
        MemorySegment part = data.asSlice(from * rowBytes(), count * rowBytes());
        return new Matrix(type, count, columns, part);
    }

    /// A matrix of f32 values on the heap, shape [rows, columns].
    public static Matrix of(float[] values, int rows, int columns) {
        return new Matrix(TensorType.F32, rows, columns, MemorySegment.ofArray(values));
    }
}
