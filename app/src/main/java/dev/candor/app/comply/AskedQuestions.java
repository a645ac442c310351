package dev.candor.app.comply;

import dev.candor.app.find.QuestionSource;
import dev.candor.lab.answer.Judge;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.retention.KnownQuestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The questions of a file that a run asks.
///
/// @param source as it was named
/// @param sha256 of the file
/// @param asked evenly drawn, since files are often sorted by kind
record AskedQuestions(QuestionSource source, String sha256, List<Question> asked) {
    /// Longest reply to a question, as in collecting answers.
    private static final int MAX_TOKENS = 50;

    /// @param seed of the draw
    static AskedQuestions read(QuestionSource source, long seed) {
        QuestionFile file = new QuestionReader().read(source.file(), null);
        List<Question> shuffled = new ArrayList<>(file.questions());
        Collections.shuffle(shuffled, new Random(seed));
        return new AskedQuestions(
                source,
                file.sha256(),
                List.copyOf(shuffled.subList(0, Math.min(source.limit(), shuffled.size()))));
    }

    /// As settings record it.
    String described() {
        String some = source.limit() == Integer.MAX_VALUE ? "" : ", " + source.limit() + " of it";
        return "%s%s sha256 %s".formatted(source.name(), some, sha256);
    }

    /// All of them, to be put to a model.
    KnownQuestions of(Subject subject, Judge judge, MeasureOptions options) {
        return of(asked, subject, judge, options);
    }

    /// Some questions, to be put to a model.
    static KnownQuestions of(
            List<Question> questions, Subject subject, Judge judge, MeasureOptions options) {
        return new KnownQuestions(
                subject.loaded().session(),
                subject.loaded().tokenizer(),
                subject.prompter(),
                judge,
                questions,
                Math.min(MAX_TOKENS, options.maxTokens()),
                options.width());
    }
}
