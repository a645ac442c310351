package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Interleaved.GROUP;

/// Puts one block of a row in its lane of [Interleaved]'s bytes. Each method reads the block at
/// `from`, writes to the group's block at `to`, and says whether its scales are finite.
final class InterleavedBlocks {
    private InterleavedBlocks() {}

    static boolean q4(byte[] row, int from, byte[] out, int to, int lane) {
        for (int j = 0; j < 16; j++) {
            out[fours(to + 2 * GROUP, j, lane)] = row[from + 2 + j];
        }
        return scale(row, from, out, to + 2 * lane);
    }

    static boolean q4WithGroups(byte[] row, int from, byte[] out, int to, int lane) {
        for (int g = 0; g < 8; g++) {
            int part = to + (4 + g * Interleaved.Q4_K_PART) * GROUP;
            int at = part + lane;
            int s = from + 4;
            if (g < 4) {
                out[at] = (byte) (row[s + g] & 63);
                out[at + GROUP] = (byte) (row[s + g + 4] & 63);
            } else {
                out[at] = (byte) (row[s + g + 4] & 15 | (row[s + g - 4] >> 6 & 3) << 4);
                out[at + GROUP] = (byte) (row[s + g + 4] >> 4 & 15 | (row[s + g] >> 6 & 3) << 4);
            }
            int shift = g % 2 * 4;
            int q = from + 16 + g / 2 * 32;
            for (int j = 0; j < 16; j++) {
                int low = row[q + j] >> shift & 15;
                int high = row[q + j + 16] >> shift & 15;
                out[fours(part + 2 * GROUP, j, lane)] = (byte) (low | high << 4);
            }
        }
        return scale(row, from, out, to + 2 * lane)
                & scale(row, from + 2, out, to + 2 * GROUP + 2 * lane);
    }

    static boolean q6(byte[] row, int from, byte[] out, int to, int lane) {
        for (int g = 0; g < 16; g++) {
            out[to + (2 + g) * GROUP + lane] = row[from + 192 + g];
            // 16 values of one half of 128: bytes, nibble and bits of all lie alike
            int low = from + g / 8 * 64 + g % 4 * 16;
            int nibble = g % 8 < 4 ? 0 : 4;
            int upper = from + 128 + g / 8 * 32 + g % 2 * 16;
            int bits = g % 8 / 2 * 2;
            int at = to + (18 + g * Interleaved.Q6_K_PART) * GROUP + 2 * lane;
            for (int j = 0; j < 16; j += 8, at += 6 * GROUP) {
                int v0 = six(row, low + j, nibble, upper + j, bits);
                int v1 = six(row, low + j + 1, nibble, upper + j + 1, bits);
                int v2 = six(row, low + j + 2, nibble, upper + j + 2, bits);
                int v3 = six(row, low + j + 3, nibble, upper + j + 3, bits);
                int v4 = six(row, low + j + 4, nibble, upper + j + 4, bits);
                int v5 = six(row, low + j + 5, nibble, upper + j + 5, bits);
                int v6 = six(row, low + j + 6, nibble, upper + j + 6, bits);
                int v7 = six(row, low + j + 7, nibble, upper + j + 7, bits);
                put(out, at, v0 | v1 << 6 | v6 << 12);
                put(out, at + 2 * GROUP, v2 | v3 << 6 | v6 >> 4 << 12 | v7 << 14);
                put(out, at + 4 * GROUP, v4 | v5 << 6 | v7 >> 2 << 12);
            }
        }
        return scale(row, from + 208, out, to + 2 * lane);
    }

    private static int six(byte[] row, int low, int nibble, int upper, int bits) {
        return row[low] >> nibble & 15 | (row[upper] >> bits & 3) << 4;
    }

    /// Where the byte of values j and j + 16 of 32 lies, see [Packing#FOUR].
    private static int fours(int at, int j, int lane) {
        return at + j % 8 * 2 * GROUP + 2 * lane + j / 8;
    }

    /// The lowest 16 bits.
    private static void put(byte[] out, int at, int bits) {
        out[at] = (byte) bits;
        out[at + 1] = (byte) (bits >> 8);
    }

    private static boolean scale(byte[] row, int from, byte[] out, int to) {
        out[to] = row[from];
        out[to + 1] = row[from + 1];
        return (row[from + 1] & 0x7c) != 0x7c;
    }
}
