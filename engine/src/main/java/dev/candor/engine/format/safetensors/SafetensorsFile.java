package dev.candor.engine.format.safetensors;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A safetensors file, mapped into memory. Opening reads and checks the header; tensor data stay in
/// the file until touched. May be used from several threads; data of a closed file must not be
/// touched.
///
/// A tensor whose type Candor cannot run does not stop the file from opening: [#listing()]
/// describes it, and asking for it with [#tensor(String)] is the error.
public final class SafetensorsFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, Arena arena, MemorySegment bytes, SafetensorsHeader header) {
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
        this.header = header;
    }

    /// Maps the file and checks its header.
    ///
    /// @throws MalformedModelException if it is not a whole, sound safetensors file
    public static SafetensorsFile open(Path path) {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment bytes = FileBytes.map(path, arena, "a safetensors file");
            return new SafetensorsFile(path, arena, bytes, HeaderParser.parse(path, bytes));
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

    /// The file as the user named it.
    public Path path() {
        return path;
    }

    /// Bytes of the whole file.
    public long byteSize() {
        return bytes.byteSize();
    }

    /// What the file says of itself, unmodifiable, in file order.
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /// Every tensor of the file, of whatever type, unmodifiable, in the order of their data.
    public Map<String, SafetensorsInfo> listing() {
        return header.tensors();
    }

    /// Every tensor, unmodifiable, in the order of their data. Never a part of them: an unsupported
    /// type is an error, lest a missing tensor be taken for one that the model does without.
    ///
    /// @throws MalformedModelException if any tensor has a type that Candor cannot run
    public Map<String, SafetensorsTensor> tensors() {
        Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
        for (String name : header.tensors().keySet()) {
            tensors.put(name, tensor(name));
        }
        return Collections.unmodifiableMap(tensors);
    }

    /// The tensor of this name.
    ///
    /// @throws MalformedModelException if there is none, or its type is one that Candor cannot run
    public SafetensorsTensor tensor(String name) {
        SafetensorsInfo info = info(name);
        TensorType type =
                info.type()
                        .supported()
                        .orElseThrow(() ->
                                problem(
                                        name,
                                        "has type %s, expected F32, F16 or BF16"
                                                .formatted(info.type())));
        return new SafetensorsTensor(
                name, type, info.shape(), bytes.asSlice(info.offset(), info.byteSize()));
    }

    /// What is known of the tensor of this name, of whatever type.
    ///
    /// @throws MalformedModelException if there is none
    public SafetensorsInfo info(String name) {
        SafetensorsInfo info = header.tensors().get(name);
        if (info == null) {
            throw problem(
                    name,
                    "not among the %d tensors, expected it there"
                            .formatted(header.tensors().size()));
        }
        return info;
    }

    /// The bytes of a tensor of any type, read-only.
    ///
    /// @throws MalformedModelException if there is none
    public MemorySegment rawTensor(String name) {
        SafetensorsInfo info = info(name);
        return bytes.asSlice(info.offset(), info.byteSize());
    }

    /// All bytes, read-only.
    public MemorySegment content() {
        return bytes;
    }

    /// Unmaps the file; tensors of it can no longer be read.
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private MalformedModelException problem(String tensor, String problem) {
        return new MalformedModelException(path, "tensor " + tensor, problem);
    }
}
