package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    @TempDir private Path dir;

    @Test
    void everyDocumentedFileButTheLockIsARunsAndNothingElse() throws IOException {
        Set<String> documented = new TreeSet<>();
        String text = Checkout.read(Checkout.root().resolve("docs/formats/run-folder.md"));
        for (String line : text.lines().filter(line -> line.startsWith("| `")).toList()) {
            Matcher name = Pattern.compile("`([^`]+)`").matcher(line.split("\\|")[1]);
            while (name.find()) {
                documented.add(name.group(1).replace("SET", "nq-open").replace("STYLE", "chat"));
            }
        }
        assertThat(documented).hasSizeGreaterThan(10).contains("lock", "probe.json");
        for (String name : documented) {
            Files.writeString(dir.resolve(name), "");
        }
        Files.writeString(dir.resolve("notes.md"), "");
        Files.createDirectory(dir.resolve("rows.jsonl.d"));
        Files.writeString(dir.resolve("report.json.part"), "");

        RunFiles.delete(dir);

        try (var left = Files.list(dir)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "lock", "made-by-candor-demo.txt", "notes.md", "rows.jsonl.d");
        }
    }
}
