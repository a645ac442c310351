package dev.candor.lab.corpus;

import java.util.List;

/// What one question file gave.
///
/// @param source name of the question set: the file's base name
/// @param sha256 of the file's bytes, lower-case hex
/// @param container what holds the records
/// @param format under which names the fields were found
/// @param records records read, sound or not
/// @param questions in the file's order, each text once
/// @param skipped records that gave no question
/// @param duplicates records left out because an earlier one asks the same
public record QuestionFile(
        String source,
        String sha256,
        Container container,
        QuestionFormat format,
        int records,
        List<Question> questions,
        List<SkippedLine> skipped,
        int duplicates) {
    public QuestionFile {
        questions = List.copyOf(questions);
        skipped = List.copyOf(skipped);
    }
}
