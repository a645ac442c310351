package dev.candor.lab.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredVerdictsTest {
    @TempDir private Path folder;

    @Test
    void everyResponseComesWithItsVerdict() throws IOException {
        List<StoredVerdict> read =
                read(
                        """
                        {"a": {"question": "Which bird hoots?", "responses": ["Owl", "Hen"], "judges": ["true", "false"], "ground_truth": ["owl"]}}
                        {"b": {"question": "Which bird crows?", "response": "Cock", "judge": "true", "ground_truth": ["rooster", "cock"]}}
                        """);
        assertThat(read).extracting(StoredVerdict::response).containsExactly("Owl", "Hen", "Cock");
        assertThat(read)
                .extracting(StoredVerdict::verdict)
                .containsExactly("true", "false", "true");
        assertThat(read.getFirst().question().aliases()).containsExactly("owl");
    }

    @Test
    void responsesWithoutAVerdictAreRefused() {
        assertThatThrownBy(() ->
                        read(
                                """
                                {"a": {"question": "Which bird hoots?", "responses": ["Owl", "Hen"], "judges": ["true"], "ground_truth": ["owl"]}}
                                """))
                .isInstanceOf(QuestionFileException.class)
                .hasMessageContaining("v.jsonl: line 1 has 2 responses and 1 verdicts");
    }

    private List<StoredVerdict> read(String text) throws IOException {
        Path file = folder.resolve("v.jsonl");
        Files.writeString(file, text);
        return StoredVerdicts.read(file);
    }
}
