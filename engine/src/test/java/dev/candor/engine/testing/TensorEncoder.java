package dev.candor.engine.testing;

import dev.candor.engine.format.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Packs f32 values into the storage types, rounding to the nearest value each can hold.
final class TensorEncoder {
    private TensorEncoder() {}

    /// Whether [#encode] knows the type; [RandomBlocks] fills the others.
    static boolean packs(TensorType type) {
        return switch (type) {
            case F32, F16, BF16, Q4_0, Q8_0 -> true;
            case Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ2_XXS, IQ4_NL, IQ4_XS -> false;
        };
    }

    /// @param values a multiple of the type's block
    /// @throws IllegalArgumentException for a type it does not know
    static byte[] encode(TensorType type, float[] values) {
        byte[] bytes = new byte[Math.toIntExact(type.rowBytes(values.length))];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case F32 -> out.asFloatBuffer().put(values);
            case F16 -> {
                for (float value : values) {
                    out.putShort(Float.floatToFloat16(value));
                }
            }
            case BF16 -> {
                for (float value : values) {
                    int bits = Float.floatToRawIntBits(value);
                    // to nearest, ties to even
                    out.putShort((short) ((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16));
                }
            }
            case Q8_0 -> {
                for (int at = 0; at < values.length; at += 32) {
                    q8(values, at, out);
                }
            }
            case Q4_0 -> {
                for (int at = 0; at < values.length; at += 32) {
                    q4(values, at, out);
                }
            }
            case Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ2_XXS, IQ4_NL, IQ4_XS ->
                    throw new IllegalArgumentException("no values are packed as " + type);
        }
        return bytes;
    }

    private static void q8(float[] values, int at, ByteBuffer out) {
        float largest = Math.abs(extreme(values, at));
        short scale = Float.floatToFloat16(largest / 127f);
        float d = Float.float16ToFloat(scale);
        out.putShort(scale);
        for (int i = 0; i < 32; i++) {
            int q = d == 0 ? 0 : Math.round(values[at + i] / d);
            out.put((byte) Math.clamp(q, -127, 127));
        }
    }

    /// The value of largest magnitude becomes −8·d, the end of the range that reaches further.
    private static void q4(float[] values, int at, ByteBuffer out) {
        short scale = Float.floatToFloat16(extreme(values, at) / -8f);
        float d = Float.float16ToFloat(scale);
        out.putShort(scale);
        for (int i = 0; i < 16; i++) {
            out.put((byte) (nibble(values[at + i], d) | nibble(values[at + 16 + i], d) << 4));
        }
    }

    private static int nibble(float value, float d) {
        return d == 0 ? 8 : Math.clamp(Math.round(value / d) + 8, 0, 15);
    }

    private static float extreme(float[] values, int at) {
        float extreme = 0;
        for (int i = at; i < at + 32; i++) {
            extreme = Math.abs(values[i]) > Math.abs(extreme) ? values[i] : extreme;
        }
        return extreme;
    }
}
