package dev.candor.engine.tokenizer;

import java.util.Arrays;

/// GPT-2's alphabet: every byte is one printable character, so that a token is always text.
///
/// Printable Latin-1 bytes stand for themselves; the other 68 are numbered upwards from U+0100.
/// Source: Radford et al. 2019, the published encoder of GPT-2.
public final class ByteLevel {
    private static final char[] CHAR_OF_BYTE = new char[256];
    private static final short[] BYTE_OF_CHAR = new short[0x180];

    static {
        Arrays.fill(BYTE_OF_CHAR, (short) -1);
        char next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b != 0xAD);
            CHAR_OF_BYTE[b] = printable ? (char) b : next++;
            BYTE_OF_CHAR[CHAR_OF_BYTE[b]] = (short) b;
        }
    }

    private ByteLevel() {}

    /// The character that stands for a byte, 0 ≤ `unsignedByte` < 256.
    static char charOf(int unsignedByte) {
        return CHAR_OF_BYTE[unsignedByte];
    }

    /// The byte 0–255 that a character stands for, −1 if it is not in the alphabet.
    public static int byteOf(char c) {
        return c < BYTE_OF_CHAR.length ? BYTE_OF_CHAR[c] : -1;
    }
}
