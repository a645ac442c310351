package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDecoder.f16;
import static dev.candor.engine.kernel.BlockDecoder.u8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Blocks of 256 values in groups with multipliers of their own: Q2_K to Q6_K. Each method decodes
/// the block at `at` to `out` from `to` on.
final class GroupedBlocks {
    private GroupedBlocks() {}

    static void q2(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at + 80);
        float dmin = f16(data, at + 82);
        for (int i = 0; i < 256; i++) {
            int group = u8(data, at + i / 16);
            out[to + i] = d * (group & 15) * twoBits(data, at + 16, i) - dmin * (group >> 4);
        }
    }

    static void q3(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at + 108);
        for (int i = 0; i < 256; i++) {
            int g = i / 16;
            int low = u8(data, at + 96 + g % 8) >> g / 8 * 4 & 15;
            int high = u8(data, at + 104 + g % 4) >> g / 4 * 2 & 3;
            int q = twoBits(data, at + 32, i) | bit(data, at, i) << 2;
            out[to + i] = d * ((high << 4 | low) - 32) * (q - 4);
        }
    }

    static void q4(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        float dmin = f16(data, at + 2);
        for (int i = 0; i < 256; i++) {
            int q = pairedNibble(data, at + 16, i);
            out[to + i] =
                    d * multiplier(data, at + 4, i / 32) * q - dmin * offset(data, at + 4, i / 32);
        }
    }

    static void q5(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        float dmin = f16(data, at + 2);
        for (int i = 0; i < 256; i++) {
            int q = pairedNibble(data, at + 48, i) | bit(data, at + 16, i) << 4;
            out[to + i] =
                    d * multiplier(data, at + 4, i / 32) * q - dmin * offset(data, at + 4, i / 32);
        }
    }

    static void q6(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at + 208);
        for (int i = 0; i < 256; i++) {
            int s = data.get(ValueLayout.JAVA_BYTE, at + 192 + i / 16);
            int low = u8(data, at + i / 128 * 64 + i % 64) >> (i % 128 < 64 ? 0 : 4) & 15;
            int q = low | twoBits(data, at + 128, i) << 4;
            out[to + i] = d * s * (q - 32);
        }
    }

    /// Value i of 256 of two bits each: see Q2_K.
    private static int twoBits(MemorySegment data, long at, int i) {
        return u8(data, at + i / 128 * 32 + i % 32) >> i % 128 / 32 * 2 & 3;
    }

    /// Value i of 256 of one bit each: see Q3_K.
    private static int bit(MemorySegment data, long at, int i) {
        return u8(data, at + i % 32) >> i / 32 & 1;
    }

    /// Value i of 256 of four bits each: see Q4_K.
    private static int pairedNibble(MemorySegment data, long at, int i) {
        return u8(data, at + i / 64 * 32 + i % 32) >> (i % 64 < 32 ? 0 : 4) & 15;
    }

    static int multiplier(MemorySegment data, long at, int g) {
        return g < 4
                ? u8(data, at + g) & 63
                : u8(data, at + 4 + g) & 15 | u8(data, at + g - 4) >> 6 << 4;
    }

    static int offset(MemorySegment data, long at, int g) {
        return g < 4
                ? u8(data, at + 4 + g) & 63
                : u8(data, at + 4 + g) >> 4 | u8(data, at + g) >> 6 << 4;
    }
}
