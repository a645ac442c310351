package dev.candor.engine.format.gguf;

import dev.candor.engine.format.MalformedModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the list of tensors of a GGUF header and checks that their data lie in the file, aligned
/// and apart from each other.
final class TensorDirectoryParser {
    /// Length, one byte of name, number of dimensions, one dimension, type, offset.
    static final long LEAST_ENTRY_BYTES = 8 + 1 + 4 + 8 + 4 + 8;

    private final Path file;
    private final GgufCursor cursor;
    private final long fileBytes;
    private final long alignment;

    TensorDirectoryParser(Path file, GgufCursor cursor, long fileBytes, long alignment) {
        this.file = file;
        this.cursor = cursor;
        this.fileBytes = fileBytes;
        this.alignment = alignment;
    }

    Map<String, GgufTensorInfo> parse(long count) {
        Map<String, GgufTensorInfo> relative = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            long at = cursor.position();
            GgufTensorInfo tensor = entry(i);
            if (relative.putIfAbsent(tensor.name(), tensor) != null) {
                throw cursor.error(
                        at, "tensor " + tensor.name() + " appears again, expected it once");
            }
        }
        // A header ends below 128 MiB and an alignment is below 4 GiB: no overflow.
        long dataStart = (cursor.position() + alignment - 1) & -alignment;
        Map<String, GgufTensorInfo> absolute = new LinkedHashMap<>();
        for (GgufTensorInfo tensor : relative.values()) {
            absolute.put(tensor.name(), place(tensor, dataStart));
        }
        checkApart(absolute.values().stream().toList());
        return Collections.unmodifiableMap(absolute);
    }

    private GgufTensorInfo entry(long index) {
        long at = cursor.position();
        String name = cursor.string("name of tensor " + index, GgufLimits.NAME_BYTES);
        if (name.isEmpty()) {
            throw cursor.error(at, "name of tensor " + index + " is empty, expected a name");
        }
        String what = "tensor " + name;
        at = cursor.position();
        long rank = cursor.uint32("number of dimensions of " + what);
        if (rank < 1 || rank > GgufLimits.DIMENSIONS) {
            throw cursor.error(
                    at,
                    what + " has " + rank + " dimensions, expected 1 to " + GgufLimits.DIMENSIONS);
        }
        long[] dims = new long[(int) rank];
        for (int i = 0; i < dims.length; i++) {
            at = cursor.position();
            dims[i] = cursor.int64("dimension " + i + " of " + what);
            if (dims[i] <= 0) {
                throw cursor.error(
                        at,
                        what + " has dimension " + i + " of " + dims[i] + ", expected 1 or more");
            }
        }
        int typeId = cursor.int32("type of " + what);
        long offset = cursor.int64("data offset of " + what);
        GgmlType type = GgmlType.byId(typeId);
        return new GgufTensorInfo(name, typeId, type, dims, offset, byteSize(name, type, dims));
    }

    private long byteSize(String name, @Nullable GgmlType type, long[] dims) {
        if (type == null) {
            values(name, dims);
            return -1;
        }
        if (dims[0] % type.blockValues() != 0) {
            throw error(
                    name,
                    "has "
                            + dims[0]
                            + " columns, expected a multiple of "
                            + type.blockValues()
                            + " for "
                            + type);
        }
        long blocks = values(name, dims) / type.blockValues();
        if (blocks > fileBytes / type.blockBytes()) {
            throw error(
                    name,
                    "needs "
                            + blocks
                            + " blocks of "
                            + type.blockBytes()
                            + " bytes ("
                            + type
                            + " "
                            + Arrays.toString(dims)
                            + "), expected data inside the file of "
                            + fileBytes
                            + " bytes");
        }
        return blocks * type.blockBytes();
    }

    private long values(String name, long[] dims) {
        long values = 1;
        for (long dim : dims) {
            if (dim > Long.MAX_VALUE / values) {
                throw error(
                        name,
                        "has dimensions "
                                + Arrays.toString(dims)
                                + ", expected a product below 2^63");
            }
            values *= dim;
        }
        return values;
    }

    private GgufTensorInfo place(GgufTensorInfo tensor, long dataStart) {
        long relative = tensor.offset();
        if ((relative & (alignment - 1)) != 0) {
            throw error(
                    tensor.name(),
                    "has data offset "
                            + Long.toUnsignedString(relative)
                            + ", expected a multiple of the alignment "
                            + alignment);
        }
        long size = Math.max(tensor.byteSize(), 0);
        if (relative < 0 || relative > fileBytes - dataStart - size) {
            throw error(
                    tensor.name(),
                    "has data of "
                            + size
                            + " bytes at "
                            + dataStart
                            + " + "
                            + Long.toUnsignedString(relative)
                            + ", expected them inside the file of "
                            + fileBytes
                            + " bytes");
        }
        return new GgufTensorInfo(
                tensor.name(),
                tensor.typeId(),
                tensor.type(),
                tensor.dims(),
                dataStart + relative,
                tensor.byteSize());
    }

    private void checkApart(List<GgufTensorInfo> tensors) {
        List<GgufTensorInfo> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparingLong(GgufTensorInfo::offset));
        for (int i = 1; i < ordered.size(); i++) {
            GgufTensorInfo before = ordered.get(i - 1);
            GgufTensorInfo tensor = ordered.get(i);
            // Of a tensor of unknown type only its first byte is known to be its own.
            long end = before.offset() + Math.max(before.byteSize(), 1);
            if (tensor.offset() < end) {
                throw error(
                        tensor.name(),
                        "starts at offset "
                                + tensor.offset()
                                + " inside tensor "
                                + before.name()
                                + ", expected "
                                + end
                                + " or later");
            }
        }
    }

    private MalformedModelException error(String tensor, String problem) {
        return new MalformedModelException(file, "tensor " + tensor, problem);
    }
}
