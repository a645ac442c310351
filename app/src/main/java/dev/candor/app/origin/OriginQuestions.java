package dev.candor.app.origin;

import dev.candor.app.find.QuestionSource;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.corpus.QuestionSet;
import dev.candor.lab.corpus.Split;
import dev.candor.lab.corpus.Splitter;
import dev.candor.lab.report.OriginReport.QuestionsOf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// The questions of a run.
///
/// @param asked of both models; everything is measured on them
/// @param fit asked of the instruct model alone, to fit the controls; about nothing that `asked` is
///   about
/// @param files where they come from
record OriginQuestions(List<Question> asked, List<Question> fit, List<QuestionsOf> files) {

    static OriginQuestions read(OriginOptions options) {
        List<QuestionSource> sources =
                Stream.concat(options.questions().stream(), options.fit().stream()).toList();
        QuestionSet set =
                new QuestionReader()
                        .readAll(sources.stream().map(QuestionSource::file).toList(), null);
        Map<String, List<Question>> bySource = new HashMap<>();
        for (Question question : set.questions()) {
            bySource.computeIfAbsent(question.source(), source -> new ArrayList<>()).add(question);
        }
        List<Question> asked = new ArrayList<>();
        List<Question> fit = new ArrayList<>();
        List<QuestionsOf> files = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            QuestionFile file = set.files().get(i);
            boolean measured = i < options.questions().size();
            List<Question> taken = new ArrayList<>(bySource.getOrDefault(file.source(), List.of()));
            if (!measured) {
                taken.removeIf(question -> question.groups().stream().anyMatch(groups::contains));
            }
            Collections.shuffle(taken, new Random(options.seed()));
            taken = taken.subList(0, Math.min(taken.size(), sources.get(i).limit()));
            (measured ? asked : fit).addAll(taken);
            if (measured) {
                taken.forEach(question -> groups.addAll(question.groups()));
            }
            files.add(
                    new QuestionsOf(
                            sources.get(i).name(),
                            file.sha256(),
                            !options.fit().isEmpty() && measured
                                    ? "measured on"
                                    : measured ? "measured and fitted on" : "controls fitted on",
                            taken.size()));
        }
        return options.fit().isEmpty()
                ? cut(asked, files, options.seed())
                : new OriginQuestions(List.copyOf(asked), List.copyOf(fit), List.copyOf(files));
    }

    /// Three in five to measure on, the others to fit the controls; whole groups.
    private static OriginQuestions cut(List<Question> all, List<QuestionsOf> files, long seed) {
        Map<String, Split> splits = new Splitter(seed).splitAll(all);
        return new OriginQuestions(
                all.stream().filter(each -> splits.get(each.id()) == Split.TRAIN).toList(),
                all.stream().filter(each -> splits.get(each.id()) != Split.TRAIN).toList(),
                List.copyOf(files));
    }

    /// As settings record them.
    String described() {
        return "%d measured, %d to fit controls: %s"
                .formatted(
                        asked.size(),
                        fit.size(),
                        String.join(
                                "; ",
                                files.stream()
                                        .map(file ->
                                                "%d of %s sha256 %s"
                                                        .formatted(
                                                                file.questions(),
                                                                file.name(),
                                                                file.sha256()))
                                        .toList()));
    }
}
