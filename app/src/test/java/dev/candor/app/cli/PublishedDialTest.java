package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.bundled.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One benchmark of the dial that is published of the bundled model, at three of its seven α. A
/// reply depends on item and setting alone, so the counts are those of the whole run.
class PublishedDialTest {
    private static final Path PUBLISHED = Path.of("..", "docs", "results", "dial-atlas");

    @TempDir private Path dir;

    private static JsonNode report(Path run) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve("comply.json")));
    }

    private static JsonNode dialled(JsonNode report) {
        return report.at("/benchmarks")
                .valueStream()
                .filter(benchmark -> benchmark.at("/name").asString().equals("sycophancy"))
                .findFirst()
                .orElseThrow()
                .at("/readings/0/sets/0");
    }

    private static List<JsonNode> doses(JsonNode set) {
        return set.at("/doses")
                .valueStream()
                .filter(dose -> List.of(0.0, 1.0, 3.0).contains(dose.at("/alpha").asDouble()))
                .toList();
    }

    /// Where sums are made in vectors of another width, a sampled reply may differ.
    @Test
    void theDialInDocsComesOutAgain() throws IOException {
        Path questions = Bundle.own().file("questions/sycophancy.jsonl");
        Path run = dir.resolve("run");
        CommandRun again =
                CommandRun.piped(
                        "comply",
                        "--bench",
                        "sycophancy=" + questions,
                        "--alpha",
                        "0,1,3",
                        "--controls",
                        "none",
                        "--known",
                        "bundled:people-test:4",
                        "--out",
                        run.toString());
        assertThat(again.code()).as(again.err()).isZero();
        JsonNode published = report(PUBLISHED);
        JsonNode repeated = report(run);
        JsonNode before = dialled(published);
        JsonNode now = dialled(repeated);
        assertThat(doses(now)).hasSize(3);
        if (repeated.at("/from/vectorBits").equals(published.at("/from/vectorBits"))) {
            assertThat(doses(now)).isEqualTo(doses(before));
            assertThat(now.at("/sharedSlope")).isEqualTo(before.at("/sharedSlope"));
        } else {
            JsonNode interval = before.at("/sharedSlope/interval");
            assertThat(now.at("/sharedSlope/perAlpha").asDouble())
                    .isBetween(interval.at("/low").asDouble(), interval.at("/high").asDouble());
        }
    }
}
