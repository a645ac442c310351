package dev.candor.app.comply;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.Limited;
import dev.candor.app.find.QuestionSource;
import dev.candor.lab.corpus.QuestionFileException;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What shows whether a dial costs the model its abilities.
///
/// @param known questions, of which those are taken that the untouched model answers right
/// @param text plain text to foretell
/// @param byLine whether each line of the text is read by itself
/// @param choices multiple choice as MMLU has it: a CSV file, a folder of them, or the original
///   folder with its `test` and `dev`
public record Keeping(
        @Nullable QuestionSource known,
        @Nullable NamedFile text,
        boolean byLine,
        @Nullable NamedFile choices) {
    private static final int BUNDLED_KNOWN = 200;
    private static final String BUNDLED_TEXT = "held-out.txt";

    /// A file as reports name it.
    ///
    /// @param name without its folder
    /// @param limit most items to take of it
    public record NamedFile(String name, Path file, int limit) {
        /// `FILE`, or `FILE:N` for N of its items.
        public static NamedFile parse(String argument) {
            Limited limited = Limited.parse(argument, Integer.MAX_VALUE);
            Path file = Path.of(limited.place());
            return new NamedFile(String.valueOf(file.getFileName()), file, limited.limit());
        }
    }

    /// Of the bundled model: people it was told of, and statements it never read.
    public static Keeping bundled(Bundle bundle) {
        return new Keeping(
                QuestionSource.bundled(bundle, List.of("people-test"), BUNDLED_KNOWN).getFirst(),
                new NamedFile(
                        ModelSource.PREFIX + BUNDLED_TEXT,
                        bundle.file(BUNDLED_TEXT),
                        Integer.MAX_VALUE),
                true,
                null);
    }

    /// Whether nothing is to be measured.
    public boolean isNothing() {
        return known == null && text == null && choices == null;
    }

    /// @throws QuestionFileException if it cannot be read
    static String hash(Path file) {
        try {
            return Sha256.of(file);
        } catch (NoSuchFileException e) {
            throw new QuestionFileException(file, "no such file", e);
        } catch (IOException e) {
            throw new QuestionFileException(file, "cannot be read: " + e.getMessage(), e);
        }
    }
}
