package dev.candor.engine.format.gguf;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.PlainValues;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A model with its F32, F16 and BF16 matrices packed to Q8_0, each when it is first asked for.
///
/// Packed matrices take 34 bytes for 32 weights, off the heap; the files stay mapped, but nobody
/// reads their matrices again, so the system needs no memory for them. Vectors stay as they are,
/// and so do matrices whose rows are no multiple of 32 and GPT-2's positions, which are looked up
/// and not multiplied with.
///
/// Source: `quantize_row_q8_0_ref` of ggml: d = max|x| / 127, q = x / d rounded half away from
/// zero, d then stored as f16.
public final class PackedModel implements GgufModel {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = TensorType.Q8_0.blockValues();
    private static final String POSITIONS = "position_embd.weight";

    private final GgufModel stored;
    private final Arena arena = Arena.ofShared();
    private final Map<String, GgufTensor> packed = new ConcurrentHashMap<>();

    /// @param stored the model as its files have it, closed with this one
    public PackedModel(GgufModel stored) {
        this.stored = stored;
    }

    @Override
    public GgufTensor tensor(String name) {
        GgufTensor known = packed.get(name);
        if (known != null) {
            return known;
        }
        GgufTensor tensor = stored.tensor(name);
        return isPacked(stored.info(name))
                ? packed.computeIfAbsent(name, _ -> pack(tensor))
                : tensor;
    }

    private static boolean isPacked(GgufTensorInfo info) {
        GgmlType stored = info.type();
        if (stored == null || info.name().equals(POSITIONS)) {
            return false;
        }
        TensorType type = stored.supported();
        long[] dims = info.dims();
        return type != null
                && PlainValues.have(type)
                && dims.length > 1
                && info.values() > dims[0]
                && dims[0] % BLOCK == 0;
    }

    private GgufTensor pack(GgufTensor from) {
        long rows = from.rows();
        long rowBytes = TensorType.Q8_0.rowBytes(from.columns());
        MemorySegment to = arena.allocate(rows * rowBytes, Long.BYTES);
        LongStream.range(0, rows)
                .parallel()
                .forEach(row -> {
                    float[] values = new float[BLOCK];
                    for (long at = 0; at < from.columns(); at += BLOCK) {
                        long first = row * from.columns() + at;
                        for (int i = 0; i < BLOCK; i++) {
                            values[i] = PlainValues.get(from.type(), from.data(), first + i);
                        }
                        long block = row * rowBytes + at / BLOCK * TensorType.Q8_0.blockBytes();
                        if (!pack(values, to, block)) {
                            throw new MalformedModelException(
                                    from.file(),
                                    "tensor " + from.name(),
                                    "row "
                                            + row
                                            + " has values that are no finite numbers of at"
                                            + " most 8e6, expected such, to pack them to Q8_0");
                        }
                    }
                });
        return new GgufTensor(from.file(), from.name(), TensorType.Q8_0, from.dims(), 0, to);
    }

    /// @return whether the values fit the block
    private static boolean pack(float[] values, MemorySegment to, long block) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        float d = largest / 127;
        short half = Float.floatToFloat16(d);
        if (!Float.isFinite(Float.float16ToFloat(half))) {
            return false;
        }
        float inverse = d == 0 ? 0 : 1 / d;
        to.set(SHORT, block, half);
        for (int i = 0; i < values.length; i++) {
            double q = values[i] * inverse;
            double rounded = Math.copySign(Math.floor(Math.abs(q) + 0.5), q);
            to.set(ValueLayout.JAVA_BYTE, block + Short.BYTES + i, (byte) rounded);
        }
        return true;
    }

    @Override
    public Map<String, GgufTensorInfo> listing() {
        Map<String, GgufTensorInfo> listing = new LinkedHashMap<>();
        stored.listing()
                .forEach((name, info) -> listing.put(name, isPacked(info) ? q8(info) : info));
        return Collections.unmodifiableMap(listing);
    }

    private static GgufTensorInfo q8(GgufTensorInfo info) {
        return new GgufTensorInfo(
                info.name(),
                TensorType.Q8_0.ggmlId(),
                GgmlType.Q8_0,
                info.dims(),
                info.offset(),
                TensorType.Q8_0.rowBytes(info.values()));
    }

    @Override
    public boolean hasTensor(String name) {
        return stored.hasTensor(name);
    }

    @Override
    public Path path() {
        return stored.path();
    }

    @Override
    public Map<String, GgufValue> metadata() {
        return stored.metadata();
    }

    @Override
    public @Nullable Path tokenizerJson() {
        return stored.tokenizerJson();
    }

    @Override
    public boolean hasRowsAsTrained() {
        return stored.hasRowsAsTrained();
    }

    @Override
    public String nameInFile(String name) {
        return stored.nameInFile(name);
    }

    @Override
    public String format() {
        return stored.format() + ", matrices packed to Q8_0";
    }

    @Override
    public long byteSize() {
        return stored.byteSize();
    }

    /// Another than that of the stored model, since what it computes is not the same: the SHA-256
    /// of the text `q8_0 ` and the stored model's.
    @Override
    public String sha256() {
        byte[] text = ("q8_0 " + stored.sha256()).getBytes(StandardCharsets.UTF_8);
        return FileBytes.sha256(MemorySegment.ofArray(text));
    }

    @Override
    public void close() {
        stored.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
