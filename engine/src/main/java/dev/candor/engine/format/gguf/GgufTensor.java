package dev.candor.engine.format.gguf;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/// A tensor of a type that Candor can read, its data mapped from the file.
///
/// @param file the file it lies in, for messages
/// @param dims ggml order: `dims[0]` is the fastest, i.e. columns; copied in and out
/// @param offset absolute in the file, a multiple of 8 at least
/// @param data read-only, exactly the tensor's bytes; valid until the [GgufFile] is closed
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record GgufTensor(
        Path file, String name, TensorType type, long[] dims, long offset, MemorySegment data) {

    public GgufTensor {
        dims = dims.clone();
        data = data.asReadOnly();
    }

    @Override
    public long[] dims() {
        return dims.clone();
    }

    /// Values of one row, `dims[0]`.
    public long columns() {
        return dims[0];
    }

    /// Rows over all other dimensions; 1 for a vector.
    public long rows() {
        long rows = 1;
        for (int i = 1; i < dims.length; i++) {
            rows *= dims[i];
        }
        return rows;
    }

    /// This tensor, if it has exactly these dimensions. Trailing ones count for nothing, since
    /// writers differ on them.
    ///
    /// @param expected ggml order, columns first
    /// @throws MalformedModelException naming the tensor, its dimensions and the expected ones
    public GgufTensor expect(long... expected) {
        int length = Math.max(dims.length, expected.length);
        for (int i = 0; i < length; i++) {
            long found = i < dims.length ? dims[i] : 1;
            if (found != (i < expected.length ? expected[i] : 1)) {
                throw new MalformedModelException(
                        file,
                        "tensor " + name,
                        "has dimensions "
                                + Arrays.toString(dims)
                                + ", expected "
                                + Arrays.toString(expected));
            }
        }
        return this;
    }

    /// Rows in which any byte is another.
    ///
    /// @param other of the same type and dimensions
    public SortedSet<Long> differingRows(GgufTensor other) {
        SortedSet<Long> differing = new TreeSet<>();
        long rowBytes = type.rowBytes(columns());
        long from = 0;
        while (from < data.byteSize()) {
            long found = data.asSlice(from).mismatch(other.data.asSlice(from));
            if (found < 0) {
                break;
            }
            long row = (from + found) / rowBytes;
            differing.add(row);
            from = (row + 1) * rowBytes;
        }
        return differing;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GgufTensor that
                && file.equals(that.file)
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(dims, that.dims)
                && offset == that.offset
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * file.hashCode() + name.hashCode()) + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return name + " " + type + " " + Arrays.toString(dims);
    }
}
