package dev.candor.lab.corpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The questions of all files of a run, each text once.
///
/// @param questions in the order of the files
/// @param files what each file gave
/// @param duplicates questions left out because an earlier file asks the same
public record QuestionSet(List<Question> questions, List<QuestionFile> files, int duplicates) {
    public QuestionSet {
        questions = List.copyOf(questions);
        files = List.copyOf(files);
    }

    static QuestionSet of(List<QuestionFile> files) {
        Set<String> texts = new HashSet<>();
        List<Question> kept = new ArrayList<>();
        int duplicates = 0;
        for (QuestionFile file : files) {
            for (Question question : file.questions()) {
                if (texts.add(QuestionText.normalise(question.text()))) {
                    kept.add(question);
                } else {
                    duplicates++;
                }
            }
        }
        return new QuestionSet(kept, files, duplicates);
    }
}
