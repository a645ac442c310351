package dev.candor.guard.policy;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text as topics look at it.
///
/// @param plain in Unicode's form NFC, for patterns
/// @param folded without what one word can be written differently by, for keywords
record SearchText(String plain, String folded) {
    /// Soft hyphens, joiners and the like, which are not seen.
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");

    static SearchText of(String text) {
        return new SearchText(Normalizer.normalize(text, Normalizer.Form.NFC), fold(text));
    }

    /// Upper case first: it alone makes ß and ss, σ and ς the same.
    static String fold(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("");
        String lower = visible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
        String same = Normalizer.normalize(lower, Normalizer.Form.NFKC);
        return SPACES.matcher(same).replaceAll(" ").strip();
    }
}
