package dev.candor.lab.official;

import dev.candor.engine.tokenizer.ByteLevel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the tokens of a reply stand in it, whatever they are spelled in: the published files have
/// byte-level names (`ĠParis`, `Ã©`), SentencePiece names (`▁Paris`, `<0x0A>`), and the published
/// code writes decoded text (` Paris`).
///
/// @param starts first character of each token in the reply (UTF-16), shape [tokens]
/// @param ends end of each token, exclusive, shape [tokens]; tokens that share a character all have
///   it
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
record TokenSpelling(int[] starts, int[] ends) {
    private static final char SPACE = '▁';
    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");

    /// Tries the spellings until one gives the reply. White space at either end may be missing on
    /// either side: replies were kept whole and tokenised stripped, or the other way round.
    static Optional<TokenSpelling> of(List<String> tokens, String reply) {
        return spelled(tokens, reply, true).or(() -> spelled(tokens, reply, false));
    }

    private static Optional<TokenSpelling> spelled(
            List<String> tokens, String reply, boolean byteLevel) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int[] byteEnds = new int[tokens.size()];
        for (int i = 0; i < byteEnds.length; i++) {
            byte[] bytes = byteLevel ? byteLevel(tokens.get(i)) : marked(tokens.get(i));
            if (bytes == null) {
                return Optional.empty();
            }
            all.writeBytes(bytes);
            byteEnds[i] = all.size();
        }
        byte[] bytes = all.toByteArray();
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        if (!text.strip().equals(reply.strip())) {
            return Optional.empty();
        }
        int shift = leading(reply) - leading(text);
        return Optional.of(placed(bytes, byteEnds, shift, reply.length()));
    }

    private static int leading(String text) {
        return text.length() - text.stripLeading().length();
    }

    private static TokenSpelling placed(byte[] bytes, int[] byteEnds, int shift, int length) {
        int[] starts = new int[byteEnds.length];
        int[] ends = new int[byteEnds.length];
        int from = 0;
        for (int i = 0; i < byteEnds.length; i++) {
            starts[i] = Math.clamp(chars(bytes, from, false) + shift, 0, length);
            ends[i] = Math.clamp(chars(bytes, byteEnds[i], true) + shift, 0, length);
            from = byteEnds[i];
        }
        return new TokenSpelling(starts, ends);
    }

    /// Characters before a byte of UTF-8 text; of one that is within a character, with it or
    /// without.
    private static int chars(byte[] bytes, int at, boolean with) {
        int cut = at;
        while (cut < bytes.length && (bytes[cut] & 0xC0) == 0x80) {
            cut += with ? 1 : -1;
        }
        return new String(bytes, 0, cut, StandardCharsets.UTF_8).length();
    }

    private static byte @Nullable [] byteLevel(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            int value = ByteLevel.byteOf(token.charAt(i));
            if (value < 0) {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    private static byte[] marked(String token) {
        var named = BYTE.matcher(token);
        return named.matches()
                ? new byte[] {(byte) Integer.parseInt(named.group(1), 16)}
                : token.replace(SPACE, ' ').getBytes(StandardCharsets.UTF_8);
    }
}
