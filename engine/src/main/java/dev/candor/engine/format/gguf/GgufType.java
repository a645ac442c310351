package dev.candor.engine.format.gguf;

import org.jspecify.annotations.Nullable;

/// Types of metadata values in a GGUF file, with the number and the width of each.
public enum GgufType {
    UINT8(0, 1),
    INT8(1, 1),
    UINT16(2, 2),
    INT16(3, 2),
    UINT32(4, 4),
    INT32(5, 4),
    FLOAT32(6, 4),
    BOOL(7, 1),
    STRING(8, 0),
    ARRAY(9, 0),
    UINT64(10, 8),
    INT64(11, 8),
    FLOAT64(12, 8);

    // The numbers run from 0 without a gap.
    private static final GgufType[] BY_ID = values();

    private final int id;
    private final int bytes;

    GgufType(int id, int bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    /// The number that stands for this type in a file.
    public int id() {
        return id;
    }

    /// Bytes of one value, 0 for strings and arrays, whose length stands before them.
    public int bytes() {
        return bytes;
    }

    /// True for the eight integer types.
    public boolean isInteger() {
        return switch (this) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
            case FLOAT32, FLOAT64, BOOL, STRING, ARRAY -> false;
        };
    }

    /// True for FLOAT32 and FLOAT64.
    public boolean isReal() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /// The type with this number, or null if there is none.
    static @Nullable GgufType byId(long id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[(int) id] : null;
    }
}
