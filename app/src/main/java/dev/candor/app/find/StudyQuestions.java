package dev.candor.app.find;

import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionFileException;
import dev.candor.lab.corpus.QuestionFormat;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.corpus.QuestionSet;
import dev.candor.lab.corpus.Split;
import dev.candor.lab.corpus.Splitter;
import dev.candor.lab.report.FindReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The questions of a run: what to train on, what to evaluate on, no text in both.
final class StudyQuestions {
    /// Questions of one file of a run.
    ///
    /// @param set its name in logs and reports: `training`, or of an evaluation set
    /// @param file what the file holds
    /// @param fresh its questions that no earlier file asks and, of a file to evaluate on, whose
    ///   groups are not trained on
    /// @param taken those of them within the limit, in the order to ask them
    record Source(String set, QuestionFile file, List<Question> fresh, List<Question> taken) {}

    private static final Set<String> RESERVED =
            Set.of(FindReport.TRAINING, Parts.TRAIN, Parts.VALIDATION, Parts.TEST);

    private final List<Source> training;
    private final List<Source> evaluation;
    private final List<Question> trainingQuestions;
    private final Map<String, Split> splits;
    private final @Nullable GivenAnswers given;

    private StudyQuestions(
            List<Source> training,
            List<Source> evaluation,
            List<Question> trainingQuestions,
            Map<String, Split> splits,
            @Nullable GivenAnswers given) {
        this.training = training;
        this.evaluation = evaluation;
        this.trainingQuestions = trainingQuestions;
        this.splits = splits;
        this.given = given;
    }

    static StudyQuestions read(FindOptions options) {
        @Nullable QuestionFormat format =
                options.format().isEmpty() ? null : QuestionFormat.named(options.format());
        List<QuestionSource> sources = options.sources();
        Path labels = options.labels();
        GivenAnswers given =
                labels == null
                        ? null
                        : GivenAnswers.read(options.questions().getFirst().file(), labels);
        QuestionSet set = readAll(sources, given, format);
        int training = options.questions().size();
        Map<String, Split> splits = new Splitter(options.seed()).splitAll(set.questions());
        Map<String, List<Question>> bySource = new HashMap<>();
        for (Question question : apart(set, training, splits)) {
            bySource.computeIfAbsent(question.source(), s -> new ArrayList<>()).add(question);
        }
        List<Source> read = new ArrayList<>();
        Set<String> names = new HashSet<>(RESERVED);
        for (int i = 0; i < sources.size(); i++) {
            QuestionFile file = set.files().get(i);
            List<Question> fresh = bySource.getOrDefault(file.source(), List.of());
            List<Question> shuffled = new ArrayList<>(fresh);
            Collections.shuffle(shuffled, new Random(options.seed()));
            int limit = Math.min(sources.get(i).limit(), shuffled.size());
            String name = i < training ? FindReport.TRAINING : setName(file.source(), names);
            read.add(new Source(name, file, fresh, List.copyOf(shuffled.subList(0, limit))));
        }
        List<Question> asked = new ArrayList<>();
        read.subList(0, training).forEach(source -> asked.addAll(source.taken()));
        Collections.shuffle(asked, new Random(options.seed()));
        return new StudyQuestions(
                read.subList(0, training),
                read.subList(training, read.size()),
                List.copyOf(asked),
                splits,
                given);
    }

    /// Without the questions to evaluate on that share a group with one to train or choose on.
    private static List<Question> apart(QuestionSet set, int training, Map<String, Split> splits) {
        Set<String> files = new HashSet<>();
        set.files().subList(0, training).forEach(file -> files.add(file.source()));
        Set<String> seen = new HashSet<>();
        for (Question question : set.questions()) {
            if (files.contains(question.source()) && splits.get(question.id()) != Split.TEST) {
                seen.addAll(question.groups());
            }
        }
        return set.questions().stream()
                .filter(question ->
                        files.contains(question.source())
                                || question.groups().stream().noneMatch(seen::contains))
                .toList();
    }

    /// @param given what the first source holds, null if it is a file of questions
    private static QuestionSet readAll(
            List<QuestionSource> sources,
            @Nullable GivenAnswers given,
            @Nullable QuestionFormat format) {
        List<Path> paths =
                sources.stream().skip(given == null ? 0 : 1).map(QuestionSource::file).toList();
        QuestionSet set = new QuestionReader().readAll(paths, format);
        if (given == null) {
            return set;
        }
        String source = given.file().source();
        if (set.files().stream().anyMatch(file -> file.source().equals(source))) {
            throw new QuestionFileException(
                    sources.getFirst().file(),
                    "has the name of a file to evaluate on, expected another");
        }
        return QuestionSet.of(
                Stream.concat(Stream.of(given.file()), set.files().stream()).toList());
    }

    /// The answers to the training questions, null if they are to be asked.
    @Nullable GivenAnswers given() {
        return given;
    }

    /// A file `test.jsonl` to evaluate on must not pass for the held-out questions, nor share the
    /// logs of a file whose name is only as good as the same on disk.
    private static String setName(String source, Set<String> names) {
        String name = source;
        for (int n = 1; !names.add(FileNames.safe(name).toLowerCase(Locale.ROOT)); n++) {
            name = source + "-eval" + (n == 1 ? "" : n);
        }
        return name;
    }

    List<Source> training() {
        return training;
    }

    List<Source> evaluation() {
        return evaluation;
    }

    /// All files, those to train on first.
    List<Source> sources() {
        return Stream.concat(training.stream(), evaluation.stream()).toList();
    }

    List<QuestionFile> trainingFiles() {
        return training.stream().map(Source::file).toList();
    }

    List<QuestionFile> evaluationFiles() {
        return evaluation.stream().map(Source::file).toList();
    }

    /// Training questions of all files in the order to ask them.
    List<Question> trainingQuestions() {
        return trainingQuestions;
    }

    /// Training questions of one split, in the order to ask them.
    List<Question> questionsOf(Split split) {
        return trainingQuestions.stream().filter(question -> split(question) == split).toList();
    }

    Split split(Question question) {
        Split split = splits.get(question.id());
        if (split == null) {
            throw new IllegalArgumentException("question " + question.id() + " is not of this run");
        }
        return split;
    }
}
