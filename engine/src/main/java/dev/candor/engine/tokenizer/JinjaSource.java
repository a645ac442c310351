package dev.candor.engine.tokenizer;

import java.util.Set;

/// Rewrites a template so that jinjava reads it as Jinja2 would: white space is trimmed here, by
/// Jinja2's rules with `trim_blocks` and `lstrip_blocks`; comments and `{% generation %}` go;
/// string escapes are resolved; what is printed or tested passes through filters that know Python.
///
/// Source: the lexer of Jinja2 3.1 and the environment of Hugging Face transformers.
final class JinjaSource {
    private static final int MAX_LENGTH = 1 << 18;
    private static final Set<String> DROPPED = Set.of("generation", "endgeneration");
    private static final Set<String> KNOWN =
            Set.of(
                    "if",
                    "elif",
                    "else",
                    "endif",
                    "for",
                    "endfor",
                    "set",
                    "endset",
                    "macro",
                    "endmacro",
                    "break",
                    "continue");

    private final String source;
    private final StringBuilder out = new StringBuilder();
    private int at;

    /// Whether the text that follows starts a line.
    private boolean lineStarting = true;

    private JinjaSource(String source) {
        this.source = source;
    }

    /// @throws TemplateRefusal if a tag is not closed or not known
    static String prepare(String source) {
        if (source.length() > MAX_LENGTH) {
            throw new TemplateRefusal(
                    "has " + source.length() + " characters, expected at most " + MAX_LENGTH);
        }
        String lines = source.replace("\r\n", "\n").replace('\r', '\n');
        if (lines.endsWith("\n")) {
            lines = lines.substring(0, lines.length() - 1);
        }
        return new JinjaSource(lines).prepare();
    }

    private String prepare() {
        boolean stripNext = false;
        while (at < source.length()) {
            int tag = nextTag();
            String text = source.substring(at, tag < 0 ? source.length() : tag);
            if (stripNext) {
                text = PythonText.strip(text, null, true, false);
            }
            if (tag < 0) {
                text(text);
                break;
            }
            char kind = source.charAt(tag + 1);
            char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
            at = tag + (sign == '-' || sign == '+' ? 3 : 2);
            text(before(text, kind, sign));
            stripNext =
                    switch (kind) {
                        case '#' -> comment(tag);
                        case '{' -> expression(tag);
                        default -> statement(tag);
                    };
        }
        return out.toString();
    }

    private int nextTag() {
        for (int i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
            if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /// The text before a tag, less the white space that the tag takes.
    private String before(String text, char kind, char sign) {
        if (sign == '-') {
            return PythonText.strip(text, null, false, true);
        }
        if (sign == '+' || kind == '{') {
            return text;
        }
        int line = text.lastIndexOf('\n') + 1;
        boolean startsLine = line > 0 || lineStarting;
        return startsLine && text.substring(line).isBlank() ? text.substring(0, line) : text;
    }

    /// Text may hold braces that jinjava would take for tags: such text is a literal instead.
    private void text(String text) {
        if (text.indexOf('{') < 0 && text.indexOf('}') < 0 && text.indexOf('#') < 0) {
            out.append(text);
        } else {
            out.append("{{ ");
            JinjaLiterals.quote(text, out);
            out.append(" }}");
        }
    }

    private boolean comment(int tag) {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw problem(tag, "a comment is not closed, expected '#}'");
        }
        char sign = end > at ? source.charAt(end - 1) : ' ';
        return finish(end + 2, sign, true);
    }

    private boolean expression(int tag) {
        int end = JinjaLiterals.end(source, at, "}}");
        if (end < 0) {
            throw problem(tag, "an expression is not closed, expected '}}'");
        }
        char sign = source.charAt(end - 1);
        String body = source.substring(at, sign == '-' ? end - 1 : end);
        out.append("{{ ").append(JinjaFunctions.OUT).append('(');
        out.append(JinjaLiterals.resolve(body)).append(") }}");
        return finish(end + 2, sign == '-' ? '-' : ' ', false);
    }

    private boolean statement(int tag) {
        int end = JinjaLiterals.end(source, at, "%}");
        if (end < 0) {
            throw problem(tag, "a statement is not closed, expected '%}'");
        }
        char sign = end > at ? source.charAt(end - 1) : ' ';
        boolean signed = sign == '-' || sign == '+';
        String body = source.substring(at, signed ? end - 1 : end).strip();
        int nameEnd = 0;
        while (nameEnd < body.length() && Character.isLetterOrDigit(body.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = body.substring(0, nameEnd);
        if (name.equals("raw")) {
            return raw(tag, end + 2, sign);
        }
        if (!DROPPED.contains(name)) {
            if (!KNOWN.contains(name)) {
                throw problem(tag, "has the statement '" + name + "', expected one of " + known());
            }
            write(name, JinjaLiterals.resolve(body.substring(nameEnd).strip()));
        }
        return finish(end + 2, sign, true);
    }

    private void write(String name, String rest) {
        out.append("{% ").append(name);
        if (name.equals("if") || name.equals("elif")) {
            out.append(' ').append(JinjaFunctions.TRUTH).append('(').append(rest).append(')');
        } else if (!rest.isEmpty()) {
            out.append(' ').append(rest);
        }
        out.append(" %}");
    }

    private boolean raw(int tag, int from, char sign) {
        int close = from;
        while (true) {
            close = source.indexOf("{%", close);
            if (close < 0) {
                throw problem(tag, "raw text is not closed, expected '{% endraw %}'");
            }
            int end = source.indexOf("%}", close);
            String inside = end < 0 ? "" : source.substring(close + 2, end);
            if (PythonText.strip(inside, "-+ \n\t", true, true).equals("endraw")) {
                boolean strip = finish(from, sign, true);
                String text = source.substring(at, close);
                text(
                        before(
                                strip ? PythonText.strip(text, null, true, false) : text,
                                '%',
                                inside.charAt(0)));
                return finish(end + 2, inside.charAt(inside.length() - 1), true);
            }
            close += 2;
        }
    }

    /// Goes past a tag.
    ///
    /// @return whether the white space after it goes too
    private boolean finish(int end, char sign, boolean takesNewline) {
        at = end;
        lineStarting = false;
        if (takesNewline
                && sign != '-'
                && sign != '+'
                && at < source.length()
                && source.charAt(at) == '\n') {
            at++;
            lineStarting = true;
        }
        return sign == '-';
    }

    private static String known() {
        return String.join(", ", KNOWN.stream().sorted().toList());
    }

    private TemplateRefusal problem(int tag, String problem) {
        long line = 1 + source.substring(0, tag).chars().filter(c -> c == '\n').count();
        return new TemplateRefusal("line " + line + ": " + problem);
    }
}
