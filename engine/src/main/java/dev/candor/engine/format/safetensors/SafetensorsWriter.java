package dev.candor.engine.format.safetensors;

import dev.candor.engine.format.AtomicFile;
import dev.candor.engine.format.TensorSource;
import dev.candor.engine.format.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a safetensors file: tensors of wider types first, so that each value lies at a multiple
/// of its size, else in the order given.
///
/// What is given is checked at once; what would make an unreadable file is an
/// [IllegalArgumentException].
public final class SafetensorsWriter {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Pending> tensors = new LinkedHashMap<>();

    /// Adds what the file says of itself.
    ///
    /// @throws IllegalArgumentException if the key is taken or a text is half a surrogate pair
    public SafetensorsWriter metadata(String key, String value) {
        checkText("metadata key", key);
        checkText("the value of metadata key " + key, value);
        check(metadata.putIfAbsent(key, value) == null, "metadata key " + key + " is given twice");
        return this;
    }

    /// Adds a tensor whose data lie in memory; they are read when the file is written.
    ///
    /// @param shape rows before columns: the last dimension is the fastest
    public SafetensorsWriter tensor(
            String name, TensorType type, long[] shape, MemorySegment data) {
        long expected = byteSize(name, type, shape);
        check(
                data.byteSize() == expected,
                "tensor %s has %d bytes of data, expected %d for %s %s"
                        .formatted(name, data.byteSize(), expected, type, Arrays.toString(shape)));
        return tensor(name, type, shape, sink -> sink.write(data));
    }

    /// Adds a tensor whose data are asked for when the file is written.
    ///
    /// @param type F32, F16 or BF16
    /// @throws IllegalArgumentException if the name is empty or taken, the type another, or a
    ///   dimension not positive
    public SafetensorsWriter tensor(
            String name, TensorType type, long[] shape, TensorSource source) {
        checkText("the name of tensor", name);
        check(!name.isEmpty(), "the name of a tensor is empty");
        check(!name.equals(SafetensorsHeader.METADATA), name + " is no name for a tensor");
        Pending pending =
                new Pending(
                        name,
                        SafetensorsType.of(type),
                        shape.clone(),
                        byteSize(name, type, shape),
                        source);
        check(tensors.putIfAbsent(name, pending) == null, "tensor " + name + " is given twice");
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
        List<Pending> ordered =
                tensors.values().stream()
                        .sorted(Comparator.comparingInt((Pending t) -> -t.type().bits()))
                        .toList();
        byte[] header = header(ordered);
        long padding = -header.length & (SafetensorsHeader.LENGTH_BYTES - 1);
        check(
                header.length + padding <= SafetensorsHeader.MOST_BYTES,
                "the header takes %d bytes, expected at most %d"
                        .formatted(header.length + padding, SafetensorsHeader.MOST_BYTES));
        ByteBuffer length =
                ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(0, header.length + padding);
        AtomicFile.write(
                target,
                out -> {
                    out.write(MemorySegment.ofBuffer(length));
                    out.write(MemorySegment.ofArray(header));
                    // The format wants spaces where the header ends.
                    out.write(
                            MemorySegment.ofArray(
                                    " ".repeat((int) padding).getBytes(StandardCharsets.UTF_8)));
                    for (Pending tensor : ordered) {
                        out.write(tensor.name(), tensor.byteSize(), tensor.source());
                    }
                });
    }

    private byte[] header(List<Pending> ordered) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                metadata.forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long offset = 0;
            for (Pending tensor : ordered) {
                long end = Math.addExact(offset, tensor.byteSize());
                json.writeObjectPropertyStart(tensor.name());
                json.writeStringProperty("dtype", tensor.type().name());
                json.writeName("shape");
                json.writeArray(tensor.shape(), 0, tensor.shape().length);
                json.writeName("data_offsets");
                json.writeArray(new long[] {offset, end}, 0, 2);
                json.writeEndObject();
                offset = end;
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static long byteSize(String name, TensorType type, long[] shape) {
        String what = "tensor " + name + " " + Arrays.toString(shape);
        long bytes = SafetensorsType.of(type).bits() / Byte.SIZE;
        for (long dim : shape) {
            check(dim > 0, what + " has a dimension of " + dim + ", expected 1 or more");
            check(bytes <= Long.MAX_VALUE / Byte.SIZE / dim, what + " has 2^60 bytes or more");
            bytes *= dim;
        }
        return bytes;
    }

    private static void checkText(String what, String text) {
        check(
                StandardCharsets.UTF_8.newEncoder().canEncode(text),
                what + " " + text + " has an unpaired surrogate, expected text for UTF-8");
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new IllegalArgumentException(problem);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // private, cloned on the way in, never compared
    private record Pending(
            String name, SafetensorsType type, long[] shape, long byteSize, TensorSource source) {}
}
