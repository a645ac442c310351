package dev.candor.engine.format.gguf;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A GGUF file of version 2 or 3, little-endian, mapped into memory or held there. Opening reads
/// and checks the header; tensor data of a mapped file stay in it until touched. May be used from
/// several threads; data of a closed file must not be touched.
///
/// Strings must be valid UTF-8 everywhere, tokens included, as the format says. A tensor whose type
/// Candor cannot read does not stop the file from opening: [#listing()] describes it, and asking
/// for it with [#tensor(String)] is the error.
public final class GgufFile implements GgufModel {
    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;
    private final GgufHeader header;
    private final Supplier<String> hash;
    private volatile @Nullable String sha256;

    private GgufFile(Path path, Arena arena, MemorySegment bytes, Supplier<String> hash) {
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
        this.header = GgufHeader.parse(path, bytes);
        this.hash = hash;
    }

    /// Maps the file and checks its header.
    ///
    /// @throws MalformedModelException if it is not a whole, sound GGUF file that can be read
    public static GgufFile open(Path path) {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment bytes = FileBytes.map(path, arena, "a GGUF file");
            return new GgufFile(path, arena, bytes, () -> FileBytes.sha256(path, bytes.byteSize()));
        } catch (InternalError e) {
            // The JVM's answer to a page that vanished: someone truncated the file meanwhile.
            arena.close();
            throw new MalformedModelException(
                    path, "file", "changed while it was read, expected it to stay as it is", e);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /// Opens a file whose bytes are in memory already, under the same checks. They are copied: the
    /// caller's may change or go.
    ///
    /// @param name what messages call the file
    /// @throws MalformedModelException if it is not a whole, sound GGUF file that can be read
    public static GgufFile open(Path name, MemorySegment content) {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment bytes = FileBytes.copy(name, content, arena, "a GGUF file");
            return new GgufFile(name, arena, bytes, () -> FileBytes.sha256(bytes));
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /// Where the file lies; only its name if it was opened from memory.
    @Override
    public Path path() {
        return path;
    }

    /// The format's version, 2 or 3.
    public int version() {
        return header.version();
    }

    @Override
    public String format() {
        return "GGUF version " + header.version();
    }

    /// Bytes of the whole file.
    @Override
    public long byteSize() {
        return bytes.byteSize();
    }

    @Override
    public Map<String, GgufValue> metadata() {
        return header.metadata();
    }

    /// Every tensor of the file, of whatever type, unmodifiable, in file order.
    @Override
    public Map<String, GgufTensorInfo> listing() {
        return header.tensors();
    }

    /// Every tensor, unmodifiable, in file order. Never a part of them: an unsupported type is an
    /// error, lest a missing tensor be taken for one that the model does without.
    ///
    /// @throws MalformedModelException if any tensor has a type that Candor cannot read
    public Map<String, GgufTensor> tensors() {
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (String name : header.tensors().keySet()) {
            tensors.put(name, tensor(name));
        }
        return Collections.unmodifiableMap(tensors);
    }

    /// The tensor of this name.
    ///
    /// @throws MalformedModelException if there is none, or its type is not one of [TensorType]
    @Override
    public GgufTensor tensor(String name) {
        GgufTensorInfo info = info(name);
        GgmlType ggmlType = info.type();
        TensorType type = ggmlType == null ? null : ggmlType.supported();
        if (type == null) {
            throw new MalformedModelException(
                    path,
                    "tensor " + name,
                    "has type "
                            + (ggmlType == null ? "" : ggmlType + ", number ")
                            + Integer.toUnsignedString(info.typeId())
                            + ", expected one of "
                            + Arrays.toString(TensorType.values()));
        }
        return new GgufTensor(path, name, type, info.dims(), info.offset(), slice(info));
    }

    /// The bytes of a tensor of any type in the public table, to copy or edit; read-only.
    ///
    /// @throws MalformedModelException if there is no such tensor or its type number is unknown
    public MemorySegment rawTensor(String name) {
        GgufTensorInfo info = info(name);
        if (info.byteSize() < 0) {
            throw new MalformedModelException(
                    path,
                    "tensor " + name,
                    "has type number "
                            + Integer.toUnsignedString(info.typeId())
                            + ", expected one of "
                            + Arrays.toString(GgmlType.values()));
        }
        return slice(info);
    }

    /// Where the data of tensors begin.
    long dataFrom() {
        return header.dataFrom();
    }

    /// All bytes from there on.
    MemorySegment data() {
        return bytes.asSlice(Math.min(bytes.byteSize(), dataFrom()));
    }

    long alignment() {
        return header.alignment();
    }

    /// SHA-256 of the whole file in lower-case hex; computed at the first call, which reads it all.
    ///
    /// @throws MalformedModelException if the file cannot be read or has changed its size
    @Override
    public String sha256() {
        String known = sha256;
        if (known == null) {
            known = hash.get();
            sha256 = known;
        }
        return known;
    }

    /// Gives the memory back; tensors of it can no longer be read.
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private MemorySegment slice(GgufTensorInfo info) {
        return bytes.asSlice(info.offset(), info.byteSize());
    }
}
