package dev.candor.app.cli;

/// Text from files and models made safe to print: such text may hold what moves a cursor or hides
/// itself.
final class Printable {
    private Printable() {}

    /// Control and format characters escaped, line ends too.
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> append(line, c, false));
        return line.toString();
    }

    /// The same, cut to at most `most` characters.
    static String line(String text, int most) {
        // An escape is six characters: what is cut first need not be escaped.
        String head = text.length() <= 2 * most ? text : text.substring(0, most);
        String whole = line(head);
        if (whole.length() <= most && head.length() == text.length()) {
            return whole;
        }
        return whole.substring(0, Math.min(whole.length(), most - 1)) + "…";
    }

    /// Control and format characters escaped, but for line ends, tabs and the joiners that letters
    /// and emoji of some scripts need.
    static String text(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> append(safe, c, true));
        return safe.toString();
    }

    private static void append(StringBuilder to, int c, boolean running) {
        if (running && (c == '\n' || c == '\t' || c == 0x200C || c == 0x200D)) {
            to.append((char) c);
            return;
        }
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    to.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\u%04x".formatted(c));
            default -> to.appendCodePoint(c);
        }
    }
}
