package dev.candor.engine.tokenizer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds and rewrites string literals in the code of a template.
final class JinjaLiterals {
    private static final Pattern REVERSED = Pattern.compile("\\[\\s*:\\s*:\\s*-\\s*1\\s*]");

    private JinjaLiterals() {}

    /// Where code that starts at `from` is closed by `closing`, outside strings and brackets;
    /// negative if it is not.
    static int end(String source, int from, String closing) {
        int depth = 0;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\'' || c == '"') {
                i = literalEnd(source, i) - 1;
                if (i < 0) {
                    return -1;
                }
            } else if (depth == 0 && source.startsWith(closing, i)) {
                return i;
            } else if (c == '{' || c == '[' || c == '(') {
                depth++;
            } else if (depth > 0 && (c == '}' || c == ']' || c == ')')) {
                depth--;
            }
        }
        return -1;
    }

    /// The same code with every string spelled as jinjava spells it, and `[::-1]` as a method.
    static String resolve(String code) {
        StringBuilder out = new StringBuilder(code.length() + 16);
        int from = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '\'' || c == '"') {
                plain(code.substring(from, i), out);
                from = literalEnd(code, i);
                quote(unescape(code.substring(i + 1, from - 1)), out);
                i = from - 1;
            }
        }
        plain(code.substring(from), out);
        return out.toString();
    }

    /// A string literal with this value.
    static void quote(String value, StringBuilder out) {
        out.append('\'');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('\'');
    }

    /// Index after the closing quote; 0 if there is none.
    private static int literalEnd(String source, int from) {
        for (int i = from + 1; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == source.charAt(from)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static void plain(String code, StringBuilder out) {
        Matcher reversed = REVERSED.matcher(code);
        out.append(reversed.replaceAll("." + PythonMethods.REVERSED + "()"));
    }

    /// Python's escapes; an unknown one keeps its backslash.
    private static String unescape(String literal) {
        StringBuilder out = new StringBuilder(literal.length());
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != '\\' || i + 1 == literal.length()) {
                out.append(c);
                continue;
            }
            char escaped = literal.charAt(++i);
            int digits =
                    switch (escaped) {
                        case 'x' -> 2;
                        case 'u' -> 4;
                        case 'U' -> 8;
                        default -> 0;
                    };
            switch (escaped) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case '0' -> out.append('\0');
                case '\n' -> {}
                case '\\', '\'', '"' -> out.append(escaped);
                case 'x', 'u', 'U' -> {
                    out.appendCodePoint(codePoint(literal, i + 1, digits));
                    i += digits;
                }
                default -> out.append('\\').append(escaped);
            }
        }
        return out.toString();
    }

    private static int codePoint(String literal, int from, int digits) {
        int value = -1;
        if (from + digits <= literal.length()) {
            try {
                value = Integer.parseUnsignedInt(literal, from, from + digits, 16);
            } catch (NumberFormatException e) {
                value = -1;
            }
        }
        if (!Character.isValidCodePoint(value)) {
            throw new TemplateRefusal(
                    "has the string '"
                            + literal
                            + "', expected "
                            + digits
                            + " hexadecimal digits of a character after its escape");
        }
        return value;
    }
}
