package dev.candor.engine.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The UTF-8 bytes every token adds to a text, decoded once.
final class TokenBytes {
    private static final String SPACE = "▁";
    private static final byte[] NOTHING = {};

    private final byte[][] bytes;

    TokenBytes(Vocabulary vocabulary) {
        List<String> tokens = vocabulary.tokens();
        bytes = new byte[tokens.size()][];
        for (int id = 0; id < bytes.length; id++) {
            bytes[id] = decode(vocabulary.kind(), tokens.get(id), vocabulary.types().get(id));
        }
    }

    /// Raw bytes of a token; the array is shared and must not be changed.
    byte[] of(int id) {
        return bytes[id];
    }

    private static byte[] decode(Vocabulary.Kind kind, String token, TokenType type) {
        return switch (type) {
            case CONTROL, UNKNOWN, USER_DEFINED -> token.getBytes(StandardCharsets.UTF_8);
            case BYTE -> {
                int b = byteFallback(token);
                yield b >= 0 ? new byte[] {(byte) b} : token.getBytes(StandardCharsets.UTF_8);
            }
            case UNUSED -> NOTHING;
            case NORMAL ->
                    switch (kind) {
                        case SPM -> token.replace(SPACE, " ").getBytes(StandardCharsets.UTF_8);
                        case BPE -> byteLevel(token);
                    };
        };
    }

    /// The byte that `<0x0A>` names, −1 for any other text.
    static int byteFallback(String token) {
        if (token.length() != 6 || !token.startsWith("<0x") || token.charAt(5) != '>') {
            return -1;
        }
        int high = Character.digit(token.charAt(3), 16);
        int low = Character.digit(token.charAt(4), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /// A character outside GPT-2's alphabet stands for itself.
    private static byte[] byteLevel(String token) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(token.length());
        token.codePoints()
                .forEach(c -> {
                    int b = c <= 0xFFFF ? ByteLevel.byteOf((char) c) : -1;
                    if (b >= 0) {
                        out.write(b);
                    } else {
                        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                    }
                });
        return out.toByteArray();
    }
}
