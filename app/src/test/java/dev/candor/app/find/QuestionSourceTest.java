package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionSourceTest {
    @TempDir private Path dir;

    private static QuestionSource parse(String argument) {
        return QuestionSource.parse(
                argument,
                7,
                () -> {
                    throw new AssertionError("no bundle is needed");
                });
    }

    private static QuestionSource source(Path file, int limit) {
        return new QuestionSource(file.getFileName().toString(), file, limit);
    }

    @ParameterizedTest
    @CsvSource({
        "facts.jsonl:1000, facts.jsonl, 1000",
        "some/facts.jsonl:1, some/facts.jsonl, 1",
        "a:b.jsonl:25, a:b.jsonl, 25",
        "facts:999999999, facts, 999999999",
    })
    void aNumberBehindAColonLimitsTheFile(String argument, Path file, int limit) {
        assertThat(parse(argument)).isEqualTo(source(file, limit));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "facts.jsonl",
                "facts.jsonl:",
                "facts.jsonl:0",
                "facts.jsonl:-5",
                "facts.jsonl:012",
                "facts.jsonl:ten",
                "facts.jsonl:9999999999",
                ":5"
            })
    void anythingElseIsTheNameOfAFile(String argument) {
        assertThat(parse(argument)).isEqualTo(source(Path.of(argument), 7));
    }

    @Test
    void aFileWhoseNameEndsInAColonAndANumberIsThatFile() throws Exception {
        Path file = Files.createFile(dir.resolve("facts:100"));
        assertThat(parse(file.toString())).isEqualTo(source(file, 7));
        assertThat(parse(file + ":5")).isEqualTo(source(file, 5));
    }
}
