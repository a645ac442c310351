package dev.candor.engine.format.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Lays out GGUF bytes by hand, right or wrong, without the writer under test.
final class RawGguf {
    static final int UINT8 = 0;
    static final int UINT32 = 4;
    static final int BOOL = 7;
    static final int STRING = 8;
    static final int ARRAY = 9;
    static final int F32 = 0;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Magic, version 3, and the two counts.
    static RawGguf header(long tensors, long keys) {
        return new RawGguf().ascii("GGUF").u32(3).u64(tensors).u64(keys);
    }

    RawGguf ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    RawGguf bytes(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    RawGguf u32(long value) {
        out.writeBytes(little(4).putInt((int) value).array());
        return this;
    }

    RawGguf u64(long value) {
        out.writeBytes(little(8).putLong(value).array());
        return this;
    }

    RawGguf string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        u64(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    RawGguf key(String key, int type) {
        return string(key).u32(type);
    }

    RawGguf tensor(String name, int type, long offset, long... dims) {
        string(name).u32(dims.length);
        for (long dim : dims) {
            u64(dim);
        }
        return u32(type).u64(offset);
    }

    RawGguf padTo(int alignment) {
        while (out.size() % alignment != 0) {
            out.write(0);
        }
        return this;
    }

    RawGguf zeros(int count) {
        out.writeBytes(new byte[count]);
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
