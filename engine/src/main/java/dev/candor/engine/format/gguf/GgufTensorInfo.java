package dev.candor.engine.format.gguf;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the file says about one tensor, whether or not Candor can read its type.
///
/// @param typeId the number in the file
/// @param type the public ggml type of that number, null if the number is unknown
/// @param dims ggml order: `dims[0]` is the fastest, i.e. columns
/// @param offset absolute in the file
/// @param byteSize bytes of data, −1 if the type is unknown
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record GgufTensorInfo(
        String name, int typeId, @Nullable GgmlType type, long[] dims, long offset, long byteSize) {

    public GgufTensorInfo {
        dims = dims.clone();
    }

    @Override
    public long[] dims() {
        return dims.clone();
    }

    /// The type's public name, such as `Q4_K`, or `type 77` for a number that the table lacks.
    public String typeName() {
        return type == null ? "type " + Integer.toUnsignedString(typeId) : type.name();
    }

    /// The number of values, product of `dims`.
    public long values() {
        long product = 1;
        for (long dim : dims) {
            product *= dim;
        }
        return product;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GgufTensorInfo that
                && name.equals(that.name)
                && typeId == that.typeId
                && Arrays.equals(dims, that.dims)
                && offset == that.offset
                && byteSize == that.byteSize;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return name + " " + typeName() + " " + Arrays.toString(dims) + " at " + offset;
    }
}
