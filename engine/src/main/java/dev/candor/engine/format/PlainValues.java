package dev.candor.engine.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Single values of the types that are no blocks.
public final class PlainValues {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private PlainValues() {}

    /// Whether the type is F32, F16 or BF16.
    public static boolean have(TensorType type) {
        return type.blockValues() == 1;
    }

    /// Value `i` of the data.
    ///
    /// @param type one that [#have] accepts
    public static float get(TensorType type, MemorySegment data, long i) {
        return switch (type) {
            case F32 -> data.get(FLOAT, i * Float.BYTES);
            case F16 -> Float.float16ToFloat(data.get(SHORT, i * Short.BYTES));
            case BF16 -> Float.intBitsToFloat(data.get(SHORT, i * Short.BYTES) << 16);
            case Q4_0,
                    Q4_1,
                    Q5_0,
                    Q5_1,
                    Q8_0,
                    Q2_K,
                    Q3_K,
                    Q4_K,
                    Q5_K,
                    Q6_K,
                    IQ2_XXS,
                    IQ4_NL,
                    IQ4_XS ->
                    throw new IllegalArgumentException(type + " is stored in blocks");
        };
    }
}
