package dev.candor.lab.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The questions of all files of a run, each text once.
///
/// @param questions in the order of the files, each in the groups of every record that asks it
/// @param files what each file gave
/// @param duplicates questions left out because an earlier file asks the same
public record QuestionSet(List<Question> questions, List<QuestionFile> files, int duplicates) {
    public QuestionSet {
        questions = List.copyOf(questions);
        files = List.copyOf(files);
    }

    /// Of files in the order in which a repeated question counts.
    public static QuestionSet of(List<QuestionFile> files) {
        Map<String, Question> byText = new LinkedHashMap<>();
        int read = 0;
        for (QuestionFile file : files) {
            for (Question question : file.questions()) {
                read++;
                byText.merge(
                        QuestionText.normalise(question.text()),
                        question,
                        (kept, same) -> kept.alsoIn(same.groups()));
            }
        }
        return new QuestionSet(List.copyOf(byText.values()), files, read - byText.size());
    }
}
