package dev.candor.app.comply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.find.QuestionSource;
import dev.candor.lab.compliance.Benchmark;
import dev.candor.lab.compliance.Draw;
import dev.candor.lab.compliance.HarmfulRequests;
import dev.candor.lab.compliance.Screening;
import dev.candor.lab.probe.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyNotesTest {
    private static final String TRAINED = "0a".repeat(32);
    private static final String EVALUATED = "1b".repeat(32);

    private static List<String> answers(Map<String, Integer> answers) {
        return StudyNotes.ofAnswers("conflictqa", new Screening(400, Map.of(), answers));
    }

    @Test
    void howManyItemsHaveWhichAnswerIsSaid() {
        assertThat(answers(Map.of("yes", 90, "no", 110)))
                .containsExactly(
                        "conflictqa: the right answer is no in 110 items, yes in 90 items.");
        assertThat(answers(Map.of())).isEmpty();
        assertThat(answers(Map.of("yes", 0, "no", 0))).isEmpty();
    }

    @Test
    void itemsOfOneAnswerCannotBeToldFromABias() {
        String bias = "a slope cannot be told from a shift toward saying it";
        assertThat(answers(Map.of("yes", 200, "no", 0)).getFirst()).contains("yes in 200", bias);
        assertThat(answers(Map.of("yes", 151, "no", 49)).getFirst()).contains(bias);
        assertThat(answers(Map.of("yes", 200)).getFirst()).contains(bias);
        assertThat(answers(Map.of("yes", 150, "no", 50)).getFirst()).doesNotContain(bias);
    }

    private static Bench bench(String sha256) {
        return new Bench(
                "jailbreak",
                BenchKind.JAILBREAK,
                Path.of("f.csv"),
                new HarmfulRequests(new Benchmark.Source("f.csv", sha256, 3, Map.of()), List.of()),
                new Draw(5, 1));
    }

    private static Provenance from(Map<String, String> settings) {
        return new Provenance(
                "m", TRAINED, Map.of("t", TRAINED, "e", EVALUATED), 7, "0", "25", settings);
    }

    /// Files that a probe was evaluated on chose nothing.
    @Test
    void onlyFilesThatChoseTheNeuronsAreNamed() {
        Provenance from = from(Map.of("questions", "t:300 sha256 " + TRAINED + " as plain"));
        assertThat(StudyNotes.ofTraining(from, List.of(bench(TRAINED)), null))
                .containsExactly(
                        "jailbreak: the probe was trained on f.csv, so going along is measured on"
                                + " questions that chose these neurons.");
        assertThat(StudyNotes.ofTraining(from, List.of(bench(EVALUATED)), null)).isEmpty();
        assertThat(StudyNotes.ofTraining(from(Map.of()), List.of(bench(EVALUATED)), null))
                .as("which of its files were for training is not known")
                .hasSize(1);
        assertThat(StudyNotes.ofTraining(from(Map.of()), List.of(bench("2c".repeat(32))), null))
                .isEmpty();
        AskedQuestions known =
                new AskedQuestions(
                        new QuestionSource("k.jsonl", Path.of("k.jsonl"), 5), TRAINED, List.of());
        assertThat(StudyNotes.ofTraining(from, List.of(), known).getFirst())
                .startsWith(
                        "known questions: the probe was trained on k.jsonl, so what the model keeps");
    }
}
