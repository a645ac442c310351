package dev.candor.app.comply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.dial.DialSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchFileTest {
    @Test
    void namesAKindAFileAndALimit(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("a=b.csv");
        assertThat(BenchFile.parse("falseqa=" + file, 9))
                .isEqualTo(new BenchFile(BenchKind.FALSEQA, "a=b.csv", file, 9));
        assertThat(BenchFile.parse("jailbreak-as-is=" + file + ":20", 9))
                .isEqualTo(new BenchFile(BenchKind.JAILBREAK_AS_IS, "a=b.csv", file, 20));
        Path odd = Files.createFile(dir.resolve("c.csv:20"));
        assertThat(BenchFile.parse("falseqa=" + odd, 9))
                .isEqualTo(new BenchFile(BenchKind.FALSEQA, "c.csv:20", odd, 9));
    }

    @Test
    void refusesOtherKinds() {
        assertThatThrownBy(() -> BenchFile.parse("file.csv", 1))
                .hasMessage("--bench is 'file.csv', expected KIND=FILE");
        assertThatThrownBy(() -> BenchFile.parse("mmlu=file.csv", 1))
                .hasMessage(
                        "benchmark is 'mmlu', expected one of falseqa, faitheval, conflictqa, sycophancy, jailbreak, jailbreak-as-is");
    }

    @Test
    void controlsAreCountedByKind() {
        assertThat(ControlCounts.parse("random:3, matched:1").counts())
                .isEqualTo(Map.of(DialSet.Kind.RANDOM, 3, DialSet.Kind.MATCHED, 1));
        assertThat(ControlCounts.parse("none").counts()).isEmpty();
        assertThat(ControlCounts.parse("layer:2,random:3").described())
                .isEqualTo(
                        Map.of(
                                "random controls", "3",
                                "layer controls", "2",
                                "matched controls", "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "random", "random:0", "random:101", "random:1,random:2", "loud:1"})
    void refusesOtherControls(String text) {
        assertThatThrownBy(() -> ControlCounts.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
