package dev.candor.engine.format;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A model file that cannot be used. Its one message names file, place, what was found and what was
/// expected; names from the file are shown with control characters escaped and cut if long.
public final class MalformedModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_CHARS = 600;

    /// @param file the file as the user named it
    /// @param place byte offset (`offset 24`), tensor or metadata key
    /// @param problem what was found and what was expected
    public MalformedModelException(Path file, String place, String problem) {
        this(file, place, problem, null);
    }

    /// @param cause what the operating system or the JDK said, kept for the stack trace
    public MalformedModelException(
            Path file, String place, String problem, @Nullable Throwable cause) {
        super(file + ": " + printable(place) + ": " + printable(problem), cause);
    }

    /// Names come from the file: they may be long, and may hold what moves a terminal's cursor.
    private static String printable(String text) {
        String shorter =
                text.length() <= MOST_CHARS
                        ? text
                        : text.substring(0, MOST_CHARS / 2)
                                + " … "
                                + text.substring(text.length() - MOST_CHARS / 2);
        StringBuilder printable = new StringBuilder();
        shorter.codePoints()
                .forEach(c -> {
                    int kind = Character.getType(c);
                    if (kind == Character.CONTROL
                            || kind == Character.FORMAT
                            || kind == Character.LINE_SEPARATOR
                            || kind == Character.PARAGRAPH_SEPARATOR
                            || kind == Character.SURROGATE) {
                        printable.append(String.format("\\u%04x", c));
                    } else {
                        printable.appendCodePoint(c);
                    }
                });
        return printable.toString();
    }
}
