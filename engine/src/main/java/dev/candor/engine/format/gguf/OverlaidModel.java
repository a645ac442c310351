package dev.candor.engine.format.gguf;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A model with others laid over some of its tensors, all of one type and off the heap, each
/// computed from the one below it when it is first asked for. All else is the stored model's, and
/// its files stay as they are.
public abstract class OverlaidModel implements GgufModel {
    private final GgufModel stored;
    private final TensorType type;
    private final String what;
    private final String key;
    private final Arena arena = Arena.ofShared();
    private final Map<String, GgufTensor> overlay = new ConcurrentHashMap<>();

    /// @param stored closed with this one
    /// @param type of the tensors laid over it
    /// @param what was done to it, for people; stands behind its format
    /// @param key stands for it in the hash
    protected OverlaidModel(GgufModel stored, TensorType type, String what, String key) {
        this.stored = stored;
        this.type = type;
        this.what = what;
        this.key = key;
    }

    /// Whether another tensor lies over this one.
    protected abstract boolean isOverlaid(GgufTensorInfo below);

    /// Computes what lies over a tensor; called once for each.
    ///
    /// @param name in GGUF; `below` has the one in its file
    /// @param to its data, of as many rows and columns as `below` has; zero at first
    protected abstract void fill(String name, GgufTensor below, MemorySegment to);

    @Override
    public final GgufTensor tensor(String name) {
        GgufTensor known = overlay.get(name);
        if (known != null) {
            return known;
        }
        GgufTensor below = stored.tensor(name);
        return isOverlaid(stored.info(name))
                ? overlay.computeIfAbsent(name, _ -> over(name, below))
                : below;
    }

    private GgufTensor over(String name, GgufTensor below) {
        long bytes = Math.multiplyExact(below.rows(), type.rowBytes(below.columns()));
        MemorySegment to = arena.allocate(bytes, Long.BYTES);
        fill(name, below, to);
        return new GgufTensor(below.file(), below.name(), type, below.dims(), 0, to);
    }

    @Override
    public final Map<String, GgufTensorInfo> listing() {
        Map<String, GgufTensorInfo> listing = new LinkedHashMap<>();
        stored.listing()
                .forEach((name, info) -> listing.put(name, isOverlaid(info) ? over(info) : info));
        return Collections.unmodifiableMap(listing);
    }

    private GgufTensorInfo over(GgufTensorInfo below) {
        return new GgufTensorInfo(
                below.name(),
                type.ggmlId(),
                GgmlType.of(type),
                below.dims(),
                below.offset(),
                type.rowBytes(below.values()));
    }

    @Override
    public final boolean hasTensor(String name) {
        return stored.hasTensor(name);
    }

    @Override
    public final Path path() {
        return stored.path();
    }

    @Override
    public final Map<String, GgufValue> metadata() {
        return stored.metadata();
    }

    @Override
    public final @Nullable Path tokenizerJson() {
        return stored.tokenizerJson();
    }

    @Override
    public final boolean hasRowsAsTrained() {
        return stored.hasRowsAsTrained();
    }

    @Override
    public final String nameInFile(String name) {
        return stored.nameInFile(name);
    }

    @Override
    public final String format() {
        return stored.format() + ", " + what;
    }

    @Override
    public final long byteSize() {
        return stored.byteSize();
    }

    /// Another than that of the stored model, since what it computes is not the same: the SHA-256
    /// of the text of its key, a space and the stored model's.
    @Override
    public final String sha256() {
        byte[] text = (key + " " + stored.sha256()).getBytes(StandardCharsets.UTF_8);
        return FileBytes.sha256(MemorySegment.ofArray(text));
    }

    @Override
    public final void close() {
        stored.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
