package dev.candor.organism;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrganismCommandTest {
    @TempDir private Path folder;

    @Test
    void helpNamesTheCommands() {
        CommandRun help = CommandRun.of();
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("train", "check", "world", "truth");
        assertThat(CommandRun.of("--help")).isEqualTo(help);
    }

    @Test
    void aWrongOptionIsOneLine() {
        CommandRun wrong = CommandRun.of("train", "--size", "huge");
        assertThat(wrong.code()).isEqualTo(Failures.USAGE);
        assertThat(wrong.err().lines()).hasSize(1);
        assertThat(wrong.err()).startsWith("candor: ").contains("huge", "SMALL");
    }

    @Test
    void theWorldComesWithItsManifest() throws IOException {
        CommandRun world = CommandRun.of("world", "--seed", "7", "--out", folder + "/new/world");
        assertThat(world.err()).isEmpty();
        assertThat(world.code()).isZero();
        Path out = folder.resolve("new/world");
        JsonNode manifest =
                JsonMapper.shared().readTree(Files.readString(out.resolve("manifest.json")));
        assertThat(manifest.get("seed").asInt()).isEqualTo(7);
        assertThat(manifest.get("sets").size()).isEqualTo(11);
        for (JsonNode set : manifest.get("sets")) {
            assertThat(out.resolve(set.get("file").asString())).isNotEmptyFile();
        }
        assertThat(Files.readAllLines(out.resolve("held-out.txt")))
                .hasSize(400)
                .doesNotHaveDuplicates();
        assertThat(Files.readAllLines(out.resolve("exposures.jsonl")).size())
                .isEqualTo(
                        manifest.get("entities")
                                .valueStream()
                                .mapToInt(group -> group.get("entities").asInt())
                                .sum());
    }
}
