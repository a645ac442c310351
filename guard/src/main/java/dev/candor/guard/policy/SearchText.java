package dev.candor.guard.policy;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text as topics look at it.
///
/// @param plain in Unicode's form NFC, for patterns
/// @param folded without what one word can be written differently by, for keywords
record SearchText(String plain, String folded) {
    /// What is not seen: soft hyphens, joiners and the like (Cf), control characters that are no
    /// white space, and what else Unicode calls Default_Ignorable_Code_Point.
    private static final Pattern INVISIBLE =
            Pattern.compile(
                    "[\\p{Cf}"
                            + "[\\p{Cc}&&[^\\t-\\r\\x1C-\\x1F\\x85]]"
                            + "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2065\\u3164"
                            + "\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}]");

    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\t-\\r\\x1C-\\x1F\\x85]+");

    static SearchText of(String text) {
        return new SearchText(Normalizer.normalize(text, Normalizer.Form.NFC), fold(text));
    }

    /// NFKC on both sides: letters for mathematics have no case before, and letters that changed
    /// theirs compose differently after. Upper case between two lower ones: it alone makes ß and
    /// ss, σ and ς the same, and leaves a capital ẞ as it is.
    static String fold(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("");
        String lower =
                same(visible)
                        .toLowerCase(Locale.ROOT)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT)
                        .replace('ς', 'σ');
        return SPACES.matcher(same(lower)).replaceAll(" ").strip();
    }

    private static String same(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
