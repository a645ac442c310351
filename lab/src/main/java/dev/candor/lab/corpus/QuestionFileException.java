package dev.candor.lab.corpus;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A question file cannot be used as a whole: it is missing, empty, not of a known shape, or has
/// too many bad lines. The message names the file, the place, what was found and what was expected.
public final class QuestionFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QuestionFileException(Path file, String problem) {
        this(file, problem, null);
    }

    public QuestionFileException(Path file, String problem, @Nullable Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
