package dev.candor.engine.format.gguf;

import dev.candor.engine.format.AtomicFile;
import dev.candor.engine.format.TensorEdit;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// A GGUF file again, with more said in its metadata and some bytes of its tensors changed. All
/// else stays as it is: other metadata, the order of tensors, their types (those that Candor cannot
/// run, too) and offsets from the first one's, and what lies between and behind them.
public final class GgufCopy {
    private final GgufFile from;
    private final Map<String, GgufValue> metadata;
    private final Map<String, TensorEdit> edits = new LinkedHashMap<>();
    private final Map<String, Late> late = new LinkedHashMap<>();

    private record Late(int bytes, Supplier<String> text) {}

    /// @param from must stay open until the copy is written
    public GgufCopy(GgufFile from) {
        this.from = from;
        this.metadata = new LinkedHashMap<>(from.metadata());
    }

    /// Adds a metadata entry, or replaces the one of this key.
    ///
    /// @throws IllegalArgumentException if key or value would make an unreadable file, or the key
    ///   is `general.alignment`, which places the tensors
    public GgufCopy metadata(String key, GgufValue value) {
        if (key.equals(GgufLimits.ALIGNMENT)) {
            throw new IllegalArgumentException(key + " stays as it is in a copy");
        }
        GgufWriter.checkEntry(key, value);
        metadata.put(key, value);
        return this;
    }

    /// Leaves out all entries whose key begins so.
    public GgufCopy without(String beginning) {
        metadata.keySet().removeIf(key -> key.startsWith(beginning));
        return this;
    }

    /// Adds a text that is asked for when all else is written: a hash, for which other threads may
    /// read the file meanwhile.
    ///
    /// @param bytes its length in UTF-8
    public GgufCopy lateText(String key, int bytes, Supplier<String> text) {
        metadata(key, new GgufValue.Text("?".repeat(bytes)));
        late.put(key, new Late(bytes, text));
        return this;
    }

    /// Changes some bytes of a tensor.
    ///
    /// @throws dev.candor.engine.format.MalformedModelException if there is no such tensor
    /// @throws IllegalArgumentException if it is edited already
    public GgufCopy edit(String tensor, TensorEdit edit) {
        from.info(tensor);
        if (edits.putIfAbsent(tensor, edit) != null) {
            throw new IllegalArgumentException("tensor " + tensor + " is edited twice");
        }
        return this;
    }

    /// Writes the copy under a temporary name in the same folder, flushes it to the disk and
    /// renames it to `target`, replacing what was there. If anything fails, `target` is as it was
    /// before and the temporary file is gone.
    ///
    /// @throws IOException if the disk or an edit says so
    public void write(Path target) throws IOException {
        byte[] header = header();
        AtomicFile.write(
                target,
                out -> {
                    out.write(MemorySegment.ofArray(header));
                    out.padTo(from.alignment());
                    long moved = out.position() - from.dataFrom();
                    out.write(from.data());
                    for (Map.Entry<String, TensorEdit> edit : edits.entrySet()) {
                        GgufTensorInfo info = from.info(edit.getKey());
                        edit.getValue()
                                .writeTo(
                                        TensorEdit.within(
                                                info.name(),
                                                info.offset() + moved,
                                                from.rawTensor(info.name()).byteSize(),
                                                out));
                    }
                    if (!late.isEmpty()) {
                        out.flushToDisk(); // meanwhile the hash is still being read
                        late.forEach(this::settle);
                        out.replace(0, MemorySegment.ofArray(header()));
                    }
                });
    }

    private void settle(String key, Late awaited) {
        String text = awaited.text.get();
        int bytes = Utf8.encode(text).length;
        if (bytes != awaited.bytes) {
            throw new IllegalStateException(
                    "%s has %d bytes, announced were %d".formatted(key, bytes, awaited.bytes));
        }
        metadata.put(key, new GgufValue.Text(text));
    }

    private byte[] header() {
        GgufWriter.checkCount(metadata);
        HeaderEncoder encoder = new HeaderEncoder();
        encoder.begin(from.listing().size(), metadata);
        for (GgufTensorInfo tensor : from.listing().values()) {
            encoder.tensor(
                    tensor.name(),
                    tensor.dims(),
                    tensor.typeId(),
                    tensor.offset() - from.dataFrom());
        }
        return encoder.toBytes();
    }
}
