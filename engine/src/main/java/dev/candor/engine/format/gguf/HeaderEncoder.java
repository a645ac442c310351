package dev.candor.engine.format.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/// Lays out header fields as bytes, little-endian.
final class HeaderEncoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] scratch = new byte[8];
    private final ByteBuffer number = ByteBuffer.wrap(scratch).order(ByteOrder.LITTLE_ENDIAN);

    void int32(int value) {
        number.putInt(0, value);
        out.write(scratch, 0, 4);
    }

    void int64(long value) {
        number.putLong(0, value);
        out.write(scratch, 0, 8);
    }

    void string(String text) {
        byte[] utf8 = Utf8.encode(text);
        int64(utf8.length);
        out.writeBytes(utf8);
    }

    private void entry(Map.Entry<String, GgufValue> entry) {
        string(entry.getKey());
        int32(entry.getValue().type().id());
        value(entry.getValue());
    }

    /// Magic number, version, counts and metadata.
    void begin(int tensors, Map<String, GgufValue> metadata) {
        int32(0x46554747);
        int32(3);
        int64(tensors);
        int64(metadata.size());
        metadata.entrySet().forEach(this::entry);
    }

    /// One entry of the list of tensors.
    ///
    /// @param offset of its data from where all data begin
    void tensor(String name, long[] dims, int typeId, long offset) {
        string(name);
        int32(dims.length);
        for (long dim : dims) {
            int64(dim);
        }
        int32(typeId);
        int64(offset);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void value(GgufValue value) {
        switch (value) {
            case GgufValue.Uint8 v -> out.write(v.value());
            case GgufValue.Int8 v -> out.write(v.value());
            case GgufValue.Uint16 v -> int16(v.value());
            case GgufValue.Int16 v -> int16(v.value());
            case GgufValue.Uint32 v -> int32((int) v.value());
            case GgufValue.Int32 v -> int32(v.value());
            case GgufValue.Uint64 v -> int64(v.value());
            case GgufValue.Int64 v -> int64(v.value());
            case GgufValue.Float32 v -> int32(Float.floatToRawIntBits(v.value()));
            case GgufValue.Float64 v -> int64(Double.doubleToRawLongBits(v.value()));
            case GgufValue.Bool v -> out.write(v.value() ? 1 : 0);
            case GgufValue.Text v -> string(v.value());
            case GgufValue.Array v -> array(v);
        }
    }

    private void array(GgufValue.Array array) {
        int32(array.elementType().id());
        int64(array.size());
        switch (array) {
            case GgufNumbers numbers -> out.writeBytes(numbers.packed());
            case GgufStrings strings -> {
                for (int i = 0; i < strings.size(); i++) {
                    int start = strings.start(i);
                    int length = strings.end(i) - start;
                    int64(length);
                    out.write(strings.utf8(), start, length);
                }
            }
            case GgufValue.ArrayOfArrays arrays -> arrays.arrays().forEach(this::array);
        }
    }

    private void int16(int value) {
        number.putShort(0, (short) value);
        out.write(scratch, 0, 2);
    }
}
