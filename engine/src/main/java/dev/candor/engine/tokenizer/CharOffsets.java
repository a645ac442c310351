package dev.candor.engine.tokenizer;

/// Turns offsets in code points, which the native library counts, into offsets in UTF-16.
final class CharOffsets {
    private final int @org.jspecify.annotations.Nullable [] charOfCodePoint;

    /// @throws IllegalArgumentException if the text has half a surrogate pair
    CharOffsets(String text) {
        int codePoints = 0;
        for (int at = 0; at < text.length(); codePoints++) {
            int c = text.codePointAt(at);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException(
                        "text: character %d is the lone surrogate U+%04X, expected well-formed UTF-16"
                                .formatted(at, c));
            }
            at += Character.charCount(c);
        }
        charOfCodePoint = codePoints == text.length() ? null : table(text, codePoints);
    }

    /// UTF-16 offset of a code point; the number of code points gives the length of the text.
    int of(int codePoint) {
        return charOfCodePoint == null ? codePoint : charOfCodePoint[codePoint];
    }

    private static int[] table(String text, int codePoints) {
        int[] table = new int[codePoints + 1];
        int at = 0;
        for (int i = 0; i < codePoints; i++) {
            table[i] = at;
            at += Character.charCount(text.codePointAt(at));
        }
        table[codePoints] = at;
        return table;
    }
}
