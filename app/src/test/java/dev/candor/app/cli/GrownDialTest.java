package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.bundled.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run of `comply` on Atlas that is given more, beside one that began with it; of more items than
/// loudness is measured on.
class GrownDialTest {
    @TempDir private Path dir;

    private void comply(Path run, int items, int controls) throws IOException {
        CommandRun ended =
                CommandRun.piped(
                        "comply",
                        "--bench",
                        "jailbreak-as-is=" + Bundle.own().file("questions/harmful.csv"),
                        "--alpha",
                        "1,3",
                        "--max-tokens",
                        "6",
                        "--known",
                        "bundled:people-test:4",
                        "--text",
                        text().toString(),
                        "--by-line",
                        "--limit",
                        "" + items,
                        "--controls",
                        "matched:" + controls,
                        "--out",
                        run.toString());
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    private Path text() throws IOException {
        return Files.writeString(dir.resolve("text.txt"), "The capital of France is Paris.\n");
    }

    @Test
    void itEndsAsOneThatBeganSo() throws IOException {
        Path grown = dir.resolve("grown");
        Path fresh = dir.resolve("fresh");
        comply(grown, 10, 1);
        comply(grown, 24, 2);
        comply(fresh, 24, 2);
        assertThat(grown.resolve("comply.json"))
                .hasSameTextualContentAs(fresh.resolve("comply.json"));
    }
}
