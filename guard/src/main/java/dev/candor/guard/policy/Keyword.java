package dev.candor.guard.policy;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// A word or phrase, found where no letter or digit goes on before or after it.
///
/// @param word as the policy has it
/// @param folded as it is looked for
public record Keyword(String word, String folded) {
    /// Scripts without spaces between words, or whose endings are written on (Hangul).
    private static final Set<UnicodeScript> UNSPACED =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.HANGUL,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR);

    static Keyword of(String word) {
        return new Keyword(word, SearchText.fold(word));
    }

    boolean isIn(String text) {
        for (int at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + 1)) {
            if (!goesOn(before(text, at), folded.codePointAt(0))
                    && !goesOn(
                            after(text, at + folded.length()), before(folded, folded.length()))) {
                return true;
            }
        }
        return false;
    }

    /// 0 at the text's start.
    private static int before(String text, int at) {
        return at == 0 ? 0 : text.codePointBefore(at);
    }

    /// 0 at the text's end.
    private static int after(String text, int at) {
        return at == text.length() ? 0 : text.codePointAt(at);
    }

    /// Whether the character beside the keyword's edge belongs to the same word.
    private static boolean goesOn(int beside, int edge) {
        return isOfWord(edge) && isOfWord(beside) && !standsAlone(edge) && !standsAlone(beside);
    }

    private static boolean isOfWord(int codePoint) {
        return Character.isUnicodeIdentifierPart(codePoint)
                && !Character.isIdentifierIgnorable(codePoint);
    }

    private static boolean standsAlone(int codePoint) {
        return UNSPACED.contains(UnicodeScript.of(codePoint));
    }
}
