package dev.candor.app.origin;

import dev.candor.app.find.QuestionSource;
import dev.candor.app.find.StudyRows;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.corpus.QuestionSet;
import dev.candor.lab.report.OriginReport.QuestionsOf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// The questions that both twins are asked.
///
/// @param files where they come from
record TwinsQuestions(List<Question> asked, List<QuestionsOf> files) {

    static TwinsQuestions read(TwinsOptions options) {
        QuestionSet set =
                new QuestionReader()
                        .readAll(
                                options.questions().stream().map(QuestionSource::file).toList(),
                                null);
        List<Question> asked = new ArrayList<>();
        List<QuestionsOf> files = new ArrayList<>();
        for (int i = 0; i < options.questions().size(); i++) {
            QuestionFile file = set.files().get(i);
            QuestionSource source = options.questions().get(i);
            List<Question> taken =
                    new ArrayList<>(
                            set.questions().stream()
                                    .filter(each -> each.source().equals(file.source()))
                                    .toList());
            Collections.shuffle(taken, new Random(options.seed()));
            taken = taken.subList(0, Math.min(taken.size(), source.limit()));
            asked.addAll(taken);
            files.add(new QuestionsOf(source.name(), file.sha256(), "both asked", taken.size()));
        }
        return new TwinsQuestions(List.copyOf(asked), List.copyOf(files));
    }

    /// A number for each question, from 0: those about the same have the same.
    int[] clusters() {
        return StudyRows.clustersOf(asked.stream().map(Question::groups).toList());
    }

    /// As settings record them.
    String described() {
        return files.stream()
                .map(file ->
                        "%d of %s sha256 %s"
                                .formatted(file.questions(), file.name(), file.sha256()))
                .collect(Collectors.joining("; "));
    }
}
