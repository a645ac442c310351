package dev.candor.engine.tokenizer;

import java.util.Arrays;

/// Decodes UTF-8 that arrives in pieces, remembering which character each byte belongs to.
///
/// Bytes that cannot be a character become U+FFFD, one for each longest run that began like one, as
/// the Unicode standard recommends (section 3.9).
final class Utf8Stream {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder();
    private int[] charStart = new int[64];
    private int[] charEnd = new int[64];
    private int bytes;

    private int pendingFrom;
    private int codePoint;
    private int missing;
    private int lowest = 0x80;
    private int highest = 0xBF;

    /// The characters complete so far.
    CharSequence text() {
        return text;
    }

    /// Bytes received so far.
    int byteCount() {
        return bytes;
    }

    /// Offset in [#text()] of the character that byte belongs to; the end of the text while
    /// pending.
    int start(int index) {
        return index >= pendingFrom ? text.length() : charStart[index];
    }

    /// End in [#text()] of the character that byte belongs to; the end of the text while pending.
    int end(int index) {
        return index >= pendingFrom ? text.length() : charEnd[index];
    }

    void push(byte value) {
        int b = value & 0xFF;
        if (bytes == charStart.length) {
            charStart = Arrays.copyOf(charStart, 2 * bytes);
            charEnd = Arrays.copyOf(charEnd, 2 * bytes);
        }
        if (missing > 0 && (b < lowest || b > highest)) {
            emit(REPLACEMENT);
        }
        bytes++;
        if (missing > 0) {
            codePoint = codePoint << 6 | (b & 0x3F);
            lowest = 0x80;
            highest = 0xBF;
            if (--missing == 0) {
                emit(codePoint);
            }
        } else {
            first(b);
        }
    }

    /// Ends the stream: a character that never became whole is U+FFFD.
    void finish() {
        if (missing > 0) {
            emit(REPLACEMENT);
        }
    }

    private void first(int b) {
        if (b < 0x80) {
            emit(b);
        } else if (b >= 0xC2 && b <= 0xDF) {
            expect(b & 0x1F, 1, 0x80, 0xBF);
        } else if (b >= 0xE0 && b <= 0xEF) {
            // Neither overlong forms nor surrogates.
            expect(b & 0x0F, 2, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
        } else if (b >= 0xF0 && b <= 0xF4) {
            expect(b & 0x07, 3, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
        } else {
            emit(REPLACEMENT);
        }
    }

    private void expect(int bits, int continuationBytes, int low, int high) {
        codePoint = bits;
        missing = continuationBytes;
        lowest = low;
        highest = high;
    }

    private void emit(int character) {
        int start = text.length();
        text.appendCodePoint(character);
        Arrays.fill(charStart, pendingFrom, bytes, start);
        Arrays.fill(charEnd, pendingFrom, bytes, text.length());
        pendingFrom = bytes;
        missing = 0;
        lowest = 0x80;
        highest = 0xBF;
    }
}
