package dev.candor.lab.report;

/// One file of questions.
///
/// @param name file name, without its folder
/// @param set the [QuestionFunnel#set()] its questions went to
/// @param format as sniffed or named, e.g. `triviaqa`
/// @param sha256 of the whole file, 64 lower-case hex digits
/// @param questions usable questions: bad lines and duplicates are not among them
/// @param skippedLines lines that could not be used
/// @param duplicates questions dropped since their text was already there, or since their group is
///   trained on while they are to evaluate on
public record DataFile(
        String name,
        String set,
        String format,
        String sha256,
        int questions,
        int skippedLines,
        int duplicates) {
    public DataFile {
        Check.notBlank(name, "dataFiles.name");
        Check.sha256(sha256, "dataFiles.sha256 of " + name);
        Check.that(
                questions >= 0 && skippedLines >= 0 && duplicates >= 0,
                "%s has a negative count: %s questions, %s skipped, %s duplicates",
                name,
                questions,
                skippedLines,
                duplicates);
    }
}
