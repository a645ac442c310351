package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDecoder.f16;
import static dev.candor.engine.kernel.BlockDecoder.nibble;
import static dev.candor.engine.kernel.BlockDecoder.u8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Blocks whose bits stand for entries of a fixed table: IQ2_XXS, IQ4_NL, IQ4_XS. Each method
/// decodes the block at `at` to `out` from `to` on.
final class CodebookBlocks {
    /// The integers of IQ4_NL and IQ4_XS, denser near 0.
    private static final byte[] NONLINEAR = {
        -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
    };

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private CodebookBlocks() {}

    /// A copy of the table of IQ4_NL.
    static byte[] nonlinear() {
        return NONLINEAR.clone();
    }

    static void iq2(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        for (int g = 0; g < 8; g++) {
            long group = at + 2 + 8 * g;
            int rest = data.get(INT, group + 4);
            float scale = d * (0.5f + (rest >>> 28)) * 0.25f;
            for (int i = 0; i < 32; i++) {
                int signs = Codebook.signs(rest >>> 7 * (i / 8) & 127);
                int magnitude = Codebook.magnitude(u8(data, group + i / 8), i % 8);
                out[to + 32 * g + i] = scale * magnitude * ((signs >> i % 8 & 1) == 0 ? 1 : -1);
            }
        }
    }

    static void iq4(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        for (int i = 0; i < 32; i++) {
            out[to + i] = d * NONLINEAR[nibble(data, at + 2, i)];
        }
    }

    static void iq4WithGroups(MemorySegment data, long at, float[] out, int to) {
        float d = f16(data, at);
        for (int g = 0; g < 8; g++) {
            int low = u8(data, at + 4 + g / 2) >> g % 2 * 4 & 15;
            int high = u8(data, at + 2 + g / 4) >> g % 4 * 2 & 3;
            float scale = d * ((high << 4 | low) - 32);
            for (int i = 0; i < 32; i++) {
                out[to + 32 * g + i] = scale * NONLINEAR[nibble(data, at + 8 + 16 * g, i)];
            }
        }
    }
}
