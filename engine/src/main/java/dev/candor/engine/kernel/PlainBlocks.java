package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDecoder.f16;
import static dev.candor.engine.kernel.BlockDecoder.nibble;
import static dev.candor.engine.kernel.BlockDecoder.u8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Blocks of 32 values with one scale: Q4_0, Q4_1, Q5_0, Q5_1, Q8_0. Each method decodes the block
/// at `at` to `out` from `to` on.
final class PlainBlocks {
    private PlainBlocks() {}

    static void q4(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        for (int i = 0; i < 32; i++) {
            out[to + i] = d * (nibble(data, at + 2, i) - 8);
        }
    }

    static void q4WithOffset(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        float m = f16(data, at + 2);
        for (int i = 0; i < 32; i++) {
            out[to + i] = d * nibble(data, at + 4, i) + m;
        }
    }

    static void q5(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        for (int i = 0; i < 32; i++) {
            int q = nibble(data, at + 6, i) | fifth(data, at + 2, i);
            out[to + i] = d * (q - 16);
        }
    }

    static void q5WithOffset(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        float m = f16(data, at + 2);
        for (int i = 0; i < 32; i++) {
            int q = nibble(data, at + 8, i) | fifth(data, at + 4, i);
            out[to + i] = d * q + m;
        }
    }

    private static int fifth(MemorySegment data, long at, int i) {
        return (u8(data, at + i / 8) >> i % 8 & 1) << 4;
    }

    static void q8(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        for (int i = 0; i < 32; i++) {
            out[to + i] = d * data.get(ValueLayout.JAVA_BYTE, at + 2 + i);
        }
    }
}
