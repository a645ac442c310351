package dev.candor.engine.tokenizer;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Python's view of values: truth, and how they are written.
final class PythonValues {
    private PythonValues() {}

    /// Whether a value counts as true: not empty, not zero, not none. The text `false` is true.
    static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case None _ -> false;
            case Undefined _ -> false;
            case Boolean b -> b;
            case Number n -> n.doubleValue() != 0;
            case CharSequence text -> !text.isEmpty();
            case Collection<?> items -> !items.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /// The text that `{{ value }}` writes.
    static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        if (value instanceof CharSequence text) {
            out.append(text);
        } else {
            write(value, out);
        }
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        TemplateBudget.checkText(out.length());
        switch (value) {
            case null -> out.append("None");
            case None _ -> out.append("None");
            case Undefined _ -> {}
            case Boolean b -> out.append(b ? "True" : "False");
            case CharSequence text -> quote(text.toString(), out);
            case Map<?, ?> map -> {
                out.append('{');
                for (Iterator<? extends Map.Entry<?, ?>> it = map.entrySet().iterator();
                        it.hasNext(); ) {
                    Map.Entry<?, ?> entry = it.next();
                    write(entry.getKey(), out);
                    out.append(": ");
                    write(entry.getValue(), out);
                    out.append(it.hasNext() ? ", " : "");
                }
                out.append('}');
            }
            case Collection<?> items -> {
                out.append('[');
                for (Iterator<?> it = items.iterator(); it.hasNext(); ) {
                    write(it.next(), out);
                    out.append(it.hasNext() ? ", " : "");
                }
                out.append(']');
            }
            default -> out.append(value);
        }
    }

    private static void quote(String text, StringBuilder out) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\');
                    }
                    out.append(c);
                }
            }
        }
        out.append(quote);
    }
}
