package dev.candor.engine.kernel;

import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A weight matrix in its stored type, row-major, over mapped or heap memory. [VectorKernels] lay
/// weights of some types out anew on the heap at the first product, unless the matrix was made to
/// stay where it is; what they were laid out from leaves the memory if it was mapped from a file.
public final class Matrix {
    private final TensorType type;
    private final int rows;
    private final int columns;
    private final MemorySegment data;
    private final boolean stays;
    private volatile @Nullable Interleaved interleaved;
    private volatile boolean tried;

    /// @param type storage of the values
    /// @param rows outputs
    /// @param columns inputs, a multiple of the type's block
    /// @param data `rows · type.rowBytes(columns)` bytes, little-endian
    public Matrix(TensorType type, int rows, int columns, MemorySegment data) {
        this(type, rows, columns, data, false);
    }

    private Matrix(TensorType type, int rows, int columns, MemorySegment data, boolean stays) {
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
        this.type = type;
        this.rows = rows;
        this.columns = columns;
        this.data = data;
        this.stays = stays;
    }

    public TensorType type() {
        return type;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public MemorySegment data() {
        return data;
    }

    /// Bytes from one row to the next.
    public long rowBytes() {
        return type.rowBytes(columns);
    }

    /// The same matrix, multiplied from where it lies.
    public Matrix inPlace() {
        return new Matrix(type, rows, columns, data, true);
    }

    /// Whether [VectorKernels] lay weights of this type out anew.
    public static boolean isInterleaved(TensorType type) {
        // Not in Interleaved, which needs the vector module.
        return switch (type) {
            case Q4_0, Q4_K, Q6_K -> true;
            default -> false;
        };
    }

    /// Rows `from` … `from + count − 1`, in the same memory.
    public Matrix rows(int from, int count) {
        MemorySegment part = data.asSlice(from * rowBytes(), count * rowBytes());
        return new Matrix(type, count, columns, part, stays);
    }

    /// Decodes values of one row to f32, by the reference for every other decoder.
    ///
    /// @param from a multiple of the type's block, like `n`
    public void decode(int row, int from, int n, float[] out, int outFrom) {
        BlockDecoder.decode(this, row, from, n, out, outFrom);
    }

    /// A matrix of f32 values on the heap, shape [rows, columns].
    public static Matrix of(float[] values, int rows, int columns) {
        return new Matrix(TensorType.F32, rows, columns, MemorySegment.ofArray(values));
    }

    /// Made at the first call; null where the weights are multiplied from where they lie.
    @Nullable Interleaved interleaved(Workers workers) {
        if (tried) {
            return interleaved;
        }
        synchronized (this) {
            if (!tried) {
                if (!stays && isInterleaved(type)) {
                    interleaved = Interleaved.of(this, workers);
                    if (interleaved != null && data.isMapped()) {
                        data.unload();
                    }
                }
                tried = true;
            }
            return interleaved;
        }
    }

    @Override
    public String toString() {
        return "Matrix[%s, %d × %d]".formatted(type, rows, columns);
    }
}
