package dev.candor.engine.tokenizer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Python's string functions where Java's differ.
final class PythonText {
    private PythonText() {}

    /// @param characters set of characters to take off, null for white space
    static String strip(String text, @Nullable String characters, boolean atStart, boolean atEnd) {
        int from = 0;
        int to = text.length();
        while (atStart && from < to && taken(text.charAt(from), characters)) {
            from++;
        }
        while (atEnd && to > from && taken(text.charAt(to - 1), characters)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean taken(char c, @Nullable String characters) {
        return characters == null ? isSpace(c) : characters.indexOf(c) >= 0;
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int end = text.offsetByCodePoints(0, 1);
        return text.substring(0, end).toUpperCase(Locale.ROOT)
                + text.substring(end).toLowerCase(Locale.ROOT);
    }

    static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetter(c);
            at += Character.charCount(c);
        }
        return out.toString();
    }

    /// @param separator null for runs of white space
    /// @param limit most cuts to make, negative for all
    /// @param fromEnd makes the last cuts rather than the first
    static List<String> split(String text, @Nullable String separator, int limit, boolean fromEnd) {
        int cuts = limit < 0 ? Integer.MAX_VALUE : limit;
        List<String> parts = new ArrayList<>();
        if (fromEnd) {
            String reversed = new StringBuilder(text).reverse().toString();
            String cut =
                    separator == null ? null : new StringBuilder(separator).reverse().toString();
            for (String part : split(reversed, cut, limit, false)) {
                parts.add(new StringBuilder(part).reverse().toString());
            }
            Collections.reverse(parts);
            return parts;
        }
        if (separator == null) {
            String rest = strip(text, null, true, false);
            while (!rest.isEmpty() && parts.size() < cuts) {
                int end = 0;
                while (end < rest.length() && !isSpace(rest.charAt(end))) {
                    end++;
                }
                parts.add(rest.substring(0, end));
                rest = strip(rest.substring(end), null, true, false);
                TemplateBudget.step();
            }
            if (!rest.isEmpty()) {
                parts.add(strip(rest, null, false, true));
            }
            return parts;
        }
        if (separator.isEmpty()) {
            throw TemplateBudget.refuse("splits at an empty separator, expected some text");
        }
        int from = 0;
        int at;
        while (parts.size() < cuts && (at = text.indexOf(separator, from)) >= 0) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        TemplateBudget.checkList(parts.size());
        return parts;
    }

    static int count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /// @param limit most replacements to make, negative for all
    static String replace(String text, String part, String replacement, int limit) {
        long found = limit < 0 ? count(text, part) : Math.min(limit, count(text, part));
        TemplateBudget.checkText(
                text.length() + found * ((long) replacement.length() - part.length()));
        if (limit < 0) {
            return text.replace(part, replacement);
        }
        if (part.isEmpty()) {
            throw TemplateBudget.refuse("replaces an empty text, expected some text");
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (long i = 0; i < found; i++) {
            int at = text.indexOf(part, from);
            out.append(text, from, at).append(replacement);
            from = at + part.length();
        }
        return out.append(text, from, text.length()).toString();
    }

    static String join(String separator, Collection<?> items) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (Object item : items) {
            String text = PythonValues.text(item);
            TemplateBudget.checkText((long) out.length() + separator.length() + text.length());
            out.append(first ? "" : separator).append(text);
            first = false;
        }
        return out.toString();
    }
}
