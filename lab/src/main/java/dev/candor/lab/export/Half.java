package dev.candor.lab.export;

import dev.candor.engine.format.PlainValues;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Little-endian numbers of 16 and 32 bits, written as [PlainValues] reads them.
final class Half {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Half() {}

    /// The f16 at a byte offset.
    static float get(MemorySegment bytes, long at) {
        return Float.float16ToFloat(bytes.get(SHORT, at));
    }

    /// Stores the nearest f16.
    ///
    /// @return what is stored
    static float set(MemorySegment bytes, long at, double value) {
        short half = Float.floatToFloat16((float) value);
        bytes.set(SHORT, at, half);
        return Float.float16ToFloat(half);
    }

    /// Stores the nearest number of a type without blocks as value `i`.
    ///
    /// @return what is stored
    static float setPlain(TensorType type, MemorySegment bytes, long i, double value) {
        switch (type) {
            case F32 -> bytes.set(FLOAT, i * Float.BYTES, (float) value);
            case F16 -> set(bytes, i * Short.BYTES, value);
            case BF16 -> bytes.set(SHORT, i * Short.BYTES, bf16((float) value));
            default -> throw new IllegalArgumentException(type + " is stored in blocks");
        }
        return PlainValues.get(type, bytes, i);
    }

    /// Rounded to the nearest, ties to even.
    private static short bf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }
}
