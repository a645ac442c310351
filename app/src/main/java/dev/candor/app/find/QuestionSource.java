package dev.candor.app.find;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A question file on the command line: `FILE`, or `FILE:N` to take N of its questions.
///
/// @param file the file
/// @param limit most questions to take of it
public record QuestionSource(Path file, int limit) {
    private static final Pattern LIMITED = Pattern.compile("(.+):([1-9][0-9]{0,8})");

    /// @param otherwise limit of a file that names none
    public static QuestionSource parse(String argument, int otherwise) {
        Matcher limited = LIMITED.matcher(argument);
        if (limited.matches() && !Files.exists(Path.of(argument))) {
            return new QuestionSource(
                    Path.of(limited.group(1)), Integer.parseInt(limited.group(2)));
        }
        return new QuestionSource(Path.of(argument), otherwise);
    }
}
