package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyQuestionsTest {
    @TempDir private Path dir;

    private static String line(int i, String asked) {
        return """
        {"id": "%d", "question": "%s %d?", "answers": ["a"], "group": "country/%d"}
        """
                .formatted(i, asked, i, i);
    }

    /// The same things asked in other words, with a group each and ids of their own.
    @Test
    void whatIsTrainedOnIsNotEvaluatedOnInOtherWords() throws IOException {
        StringBuilder training = new StringBuilder();
        StringBuilder evaluation = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            training.append(line(i, "what is the capital of country"));
            evaluation.append(line(i + 1000, "who rules country")); // another group
            evaluation.append(line(i, "which city rules country"));
        }
        Path questions = Files.writeString(dir.resolve("q.jsonl"), training);
        Path others = Files.writeString(dir.resolve("e.jsonl"), evaluation);
        StudyQuestions study =
                StudyQuestions.read(
                        new TinyStudy(dir.resolve("m.gguf"), questions, others)
                                .options(dir.resolve("RUN")));
        List<String> heldOut = new ArrayList<>();
        study.trainingQuestions().stream()
                .filter(question -> study.split(question) == Split.TEST)
                .forEach(question -> heldOut.addAll(question.groups()));
        assertThat(heldOut).hasSizeBetween(1, 59);
        List<Question> taken = study.evaluation().getFirst().taken();
        assertThat(taken).hasSize(60 + heldOut.size());
        assertThat(taken.stream().filter(question -> question.text().startsWith("which")))
                .allMatch(question -> heldOut.containsAll(question.groups()));
    }
}
