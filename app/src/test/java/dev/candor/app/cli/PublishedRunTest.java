package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `candor reproduce` on what is published of the bundled model.
class PublishedRunTest {
    @TempDir private Path dir;

    /// Where sums are made in vectors of another width, a sampled reply may differ, and all that
    /// follows from it.
    @Test
    void theRunInDocsComesOutAgain() {
        CommandRun run =
                CommandRun.piped(
                        "reproduce",
                        Path.of("..", "docs", "results", "atlas").toString(),
                        "--out",
                        dir.resolve("repeated").toString(),
                        "--json");
        assertThat(run.out()).as(run.err()).startsWith("{");
        JsonNode comparison = JsonMapper.shared().readTree(run.out());
        boolean sameVectors =
                comparison
                        .path("versions")
                        .valueStream()
                        .noneMatch(version -> version.path("what").asString().contains("vector"));
        assertThat(run.code())
                .as(run.out())
                .isIn(
                        sameVectors
                                ? List.of(ExitCode.OK.code())
                                : List.of(ExitCode.OK.code(), ExitCode.OTHER_RESULT.code()));
        assertThat(comparison.path("aurocs").size()).isGreaterThan(30);
        assertThat(dir.resolve("repeated/probe.json")).exists();
    }
}
