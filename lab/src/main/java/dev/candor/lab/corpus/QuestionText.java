package dev.candor.lab.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/// The form of a question's text under which two questions are the same question.
public final class QuestionText {
    private QuestionText() {}

    /// Lower case, without accents and punctuation, words separated by one space.
    ///
    /// Symbols stay, because "5 + 3" and "5 × 3" are different questions. Text without a letter,
    /// digit or symbol is returned stripped, so that no two such texts are confused.
    public static String normalise(String text) {
        String folded =
                Normalizer.normalize(Instruction.stripFrom(text), Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(folded.length());
        folded.codePoints()
                .filter(c -> !isMark(c) && c != '\'' && c != '’')
                .forEach(c -> {
                    if (Character.isLetterOrDigit(c) || isSymbol(c)) {
                        out.appendCodePoint(c);
                    } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                        out.append(' ');
                    }
                });
        String normal = out.toString().strip();
        return normal.isEmpty() ? text.strip() : normal;
    }

    /// First 16 hex digits of the SHA-256 of the normalised text.
    public static String hash(String text) {
        return HexFormat.of().formatHex(digest(normalise(text)), 0, 8);
    }

    /// A number in [0, 1) that depends on the seed and the key alone.
    static double uniform(long seed, String key) {
        long bits = ByteBuffer.wrap(digest(seed + "\n" + key)).getLong();
        return (bits >>> 11) * 0x1p-53;
    }

    private static byte[] digest(String text) {
        MessageDigest sha = FileHash.sha256();
        return sha.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT;
    }

    private static boolean isSymbol(int c) {
        int type = Character.getType(c);
        return type == Character.MATH_SYMBOL
                || type == Character.CURRENCY_SYMBOL
                || type == Character.OTHER_SYMBOL
                || c == '#'
                || c == '%'
                || c == '&'
                || c == '@';
    }
}
