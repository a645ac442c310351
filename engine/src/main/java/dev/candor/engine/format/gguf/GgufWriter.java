package dev.candor.engine.format.gguf;

import dev.candor.engine.format.AtomicFile;
import dev.candor.engine.format.TensorSource;
import dev.candor.engine.format.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes a GGUF file of version 3: metadata and tensors in the order given, tensor data at
/// multiples of `general.alignment` (UINT32, 32 if absent).
///
/// What is given is checked at once, to the limits the reader sets and, for tensor names, those
/// llama.cpp sets; what would make an unreadable file is an [IllegalArgumentException].
public final class GgufWriter {
    /// llama.cpp keeps names in 64 bytes, the last one zero.
    private static final int TENSOR_NAME_BYTES = 63;

    private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
    private final Map<String, Pending> tensors = new LinkedHashMap<>();

    /// Adds a metadata entry.
    ///
    /// @throws IllegalArgumentException if the key is empty, too long or taken, or the value too
    ///   long, nested too deeply, or (`general.alignment`) no valid alignment
    public GgufWriter metadata(String key, GgufValue value) {
        checkEntry(key, value);
        if (metadata.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("metadata key " + key + " is given twice");
        }
        return this;
    }

    static void checkCount(Map<String, GgufValue> metadata) {
        check(
                metadata.size() <= GgufLimits.METADATA_ENTRIES,
                metadata.size()
                        + " metadata keys, expected at most "
                        + GgufLimits.METADATA_ENTRIES);
    }

    static void checkEntry(String key, GgufValue value) {
        checkName("metadata key", key, GgufLimits.NAME_BYTES);
        checkValue(key, value, 1);
    }

    /// Adds a tensor whose data lie in memory; they are read when the file is written.
    ///
    /// @param dims ggml order, columns first
    public GgufWriter tensor(String name, TensorType type, long[] dims, MemorySegment data) {
        return tensor(name, GgmlType.of(type), dims, data);
    }

    /// Adds a tensor of any type of the public table, to copy what Candor cannot run.
    public GgufWriter tensor(String name, GgmlType type, long[] dims, MemorySegment data) {
        long expected = byteSize(name, type, dims);
        check(
                data.byteSize() == expected,
                "tensor "
                        + name
                        + " has "
                        + data.byteSize()
                        + " bytes of data, expected "
                        + expected
                        + " for "
                        + type
                        + " "
                        + Arrays.toString(dims));
        return tensor(name, type, dims, sink -> sink.write(data));
    }

    /// Adds a tensor whose data are asked for when the file is written.
    public GgufWriter tensor(String name, TensorType type, long[] dims, TensorSource source) {
        return tensor(name, GgmlType.of(type), dims, source);
    }

    /// Adds a tensor of any type of the public table, its data asked for later.
    ///
    /// @throws IllegalArgumentException if the name is empty, too long or taken, or the dimensions
    ///   are not 1 to 4 positive numbers with whole blocks in a row
    public GgufWriter tensor(String name, GgmlType type, long[] dims, TensorSource source) {
        checkName("tensor name", name, TENSOR_NAME_BYTES);
        Pending pending = new Pending(name, type, dims.clone(), byteSize(name, type, dims), source);
        if (tensors.putIfAbsent(name, pending) != null) {
            throw new IllegalArgumentException("tensor " + name + " is given twice");
        }
        return this;
    }

    /// Writes the file under a temporary name in the same folder, flushes it to the disk and
    /// renames it to `target`, replacing what was there. If anything fails, `target` is as it was
    /// before and the temporary file is gone.
    ///
    /// @throws IOException if the disk or a [TensorSource] says so
    /// @throws IllegalStateException if a [TensorSource] gives more or fewer bytes than its tensor
    ///   has
    public void write(Path target) throws IOException {
        byte[] header = header();
        AtomicFile.write(
                target,
                out -> {
                    out.write(MemorySegment.ofArray(header));
                    for (Pending tensor : tensors.values()) {
                        out.padTo(alignment());
                        out.write(tensor.name(), tensor.byteSize(), tensor.source());
                    }
                    // llama.cpp wants the last tensor padded as well.
                    out.padTo(alignment());
                });
    }

    private byte[] header() {
        checkCount(metadata);
        check(
                tensors.size() <= GgufLimits.TENSORS,
                tensors.size() + " tensors, expected at most " + GgufLimits.TENSORS);
        long nested = metadata.values().stream().mapToLong(GgufWriter::arraysWithin).sum();
        check(
                nested <= GgufLimits.NESTED_ARRAYS,
                nested + " arrays within arrays, expected at most " + GgufLimits.NESTED_ARRAYS);
        HeaderEncoder encoder = new HeaderEncoder();
        encoder.begin(tensors.size(), metadata);
        long offset = 0;
        for (Pending tensor : tensors.values()) {
            encoder.tensor(tensor.name(), tensor.dims(), tensor.type().id(), offset);
            offset = Math.addExact(offset, tensor.byteSize());
            offset = Math.addExact(offset, -offset & (alignment() - 1));
        }
        byte[] header = encoder.toBytes();
        check(
                header.length <= GgufLimits.HEADER_BYTES,
                "metadata and tensor list take "
                        + header.length
                        + " bytes, expected at most "
                        + GgufLimits.HEADER_BYTES);
        return header;
    }

    private long alignment() {
        return metadata.get(GgufLimits.ALIGNMENT) instanceof GgufValue.Uint32(long alignment)
                ? alignment
                : GgufLimits.DEFAULT_ALIGNMENT;
    }

    private static long byteSize(String name, GgmlType type, long[] dims) {
        String what = "tensor " + name + " " + Arrays.toString(dims);
        check(
                dims.length >= 1 && dims.length <= GgufLimits.DIMENSIONS,
                what + " has " + dims.length + " dimensions, expected 1 to 4");
        check(
                dims[0] % type.blockValues() == 0,
                what
                        + " has columns that are no multiple of "
                        + type.blockValues()
                        + " for "
                        + type);
        long bytes = type.blockBytes();
        for (int i = 0; i < dims.length; i++) {
            check(dims[i] > 0, what + " has dimension " + i + " of " + dims[i]);
            long factor = i == 0 ? dims[0] / type.blockValues() : dims[i];
            check(bytes <= Long.MAX_VALUE / factor, what + " has 2^63 bytes or more");
            bytes *= factor;
        }
        return bytes;
    }

    private static void checkName(String what, String name, long most) {
        int length = Utf8.encode(name).length;
        check(length > 0, what + " is empty");
        check(
                length <= most,
                what + " " + name + " has " + length + " bytes, expected at most " + most);
    }

    private static void checkValue(String key, GgufValue value, int depth) {
        switch (value) {
            case GgufValue.Text text -> checkString(key, Utf8.encode(text.value()).length);
            case GgufStrings strings -> {
                for (int i = 0; i < strings.size(); i++) {
                    checkString(key, strings.end(i) - strings.start(i));
                }
            }
            case GgufValue.ArrayOfArrays arrays -> {
                check(
                        depth < GgufLimits.ARRAY_DEPTH,
                        "metadata key "
                                + key
                                + " nests arrays deeper than "
                                + GgufLimits.ARRAY_DEPTH
                                + " levels");
                for (GgufValue.Array array : arrays.arrays()) {
                    checkValue(key, array, depth + 1);
                }
            }
            case GgufNumbers _, GgufValue.Whole _, GgufValue.Real _, GgufValue.Bool _ -> {}
        }
        if (key.equals(GgufLimits.ALIGNMENT)) {
            check(
                    value instanceof GgufValue.Uint32(long alignment)
                            && alignment >= GgufLimits.LEAST_ALIGNMENT
                            && Long.bitCount(alignment) == 1,
                    "general.alignment is "
                            + value
                            + ", expected a UINT32 power of two of at least "
                            + GgufLimits.LEAST_ALIGNMENT);
        }
    }

    private static long arraysWithin(GgufValue value) {
        return value instanceof GgufValue.ArrayOfArrays outer
                ? outer.size() + outer.arrays().stream().mapToLong(GgufWriter::arraysWithin).sum()
                : 0;
    }

    private static void checkString(String key, int length) {
        check(
                length <= GgufLimits.STRING_BYTES,
                "metadata key "
                        + key
                        + " has a string of "
                        + length
                        + " bytes, expected at most "
                        + GgufLimits.STRING_BYTES);
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new IllegalArgumentException(problem);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // private, cloned on the way in, never compared
    private record Pending(
            String name, GgmlType type, long[] dims, long byteSize, TensorSource source) {}
}
