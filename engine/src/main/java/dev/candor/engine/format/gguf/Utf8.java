package dev.candor.engine.format.gguf;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// UTF-8 without silent replacement characters.
final class Utf8 {
    private Utf8() {}

    /// The text, or null if the bytes are not valid UTF-8.
    static @Nullable String decode(byte[] utf8, int start, int length) {
        String text = new String(utf8, start, length, StandardCharsets.UTF_8);
        // Only a replacement character can hide an error; most strings have none.
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, start, length));
            return text;
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    /// @throws IllegalArgumentException if the text has an unpaired surrogate
    static byte[] encode(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "text with an unpaired surrogate cannot be written as UTF-8", e);
        }
    }
}
