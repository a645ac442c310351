package dev.candor.engine.tokenizer;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON as Python's `json.dumps` does, with a space after commas and colons.
final class PythonJson {
    private final StringBuilder out = new StringBuilder();
    private final int indent;

    private PythonJson(int indent) {
        this.indent = indent;
    }

    /// @param indent spaces a level, negative for one line
    static String write(@Nullable Object value, int indent) {
        PythonJson json = new PythonJson(indent);
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        TemplateBudget.checkText(out.length());
        if (depth > 100) {
            throw TemplateBudget.refuse("writes JSON nested deeper than 100 levels, expected less");
        }
        switch (value) {
            case null -> out.append("null");
            case None _ -> out.append("null");
            case Undefined _ ->
                    throw TemplateBudget.refuse(
                            "writes an undefined value as JSON, expected a value");
            case CharSequence text -> string(text);
            case Map<?, ?> map -> object(map, depth);
            case Collection<?> items -> array(items, depth);
            default -> out.append(value);
        }
    }

    private void object(Map<?, ?> map, int depth) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> it = map.entrySet().iterator(); it.hasNext(); ) {
            Map.Entry<?, ?> entry = it.next();
            line(depth + 1);
            string(PythonValues.text(entry.getKey()));
            out.append(": ");
            value(entry.getValue(), depth + 1);
            separator(it.hasNext());
        }
        if (!map.isEmpty()) {
            line(depth);
        }
        out.append('}');
    }

    private void array(Collection<?> items, int depth) {
        out.append('[');
        for (Iterator<?> it = items.iterator(); it.hasNext(); ) {
            line(depth + 1);
            value(it.next(), depth + 1);
            separator(it.hasNext());
        }
        if (!items.isEmpty()) {
            line(depth);
        }
        out.append(']');
    }

    private void separator(boolean more) {
        if (more) {
            out.append(indent < 0 ? ", " : ",");
        }
    }

    private void line(int depth) {
        if (indent >= 0) {
            out.append('\n').repeat(' ', indent * depth);
        }
    }

    private void string(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
