package dev.candor.lab.compliance;

import java.util.Locale;

/// What a reply opens with, as rules read it: in lower case, with `'` for every apostrophe and one
/// space between two words.
final class Opening {
    private Opening() {}

    /// @param length most characters of it
    /// @param unread pattern of what is taken out before; empty for nothing
    /// @return empty if there is no letter or digit in the reply
    static String of(String reply, int length, String unread) {
        String text =
                reply.strip()
                        .toLowerCase(Locale.ROOT)
                        .replace('’', '\'')
                        .replaceAll(unread, "")
                        .replaceAll("\\s+", " ");
        return text.codePoints().noneMatch(Character::isLetterOrDigit)
                ? ""
                : text.substring(0, Math.min(length, text.length()));
    }
}
