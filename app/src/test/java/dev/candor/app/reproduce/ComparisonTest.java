package dev.candor.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.find.NotReproducibleException;
import dev.candor.app.reproduce.Comparison.Verdict;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final String PROBE =
            """
            {"C": 0.5, "weights": [{"layer": 0, "index": 3, "weight": 1.5},
             {"layer": 1, "index": 4, "weight": -1}], "provenance": {"java": "25", "seed": 7}}
            """;
    private static final String REPORT =
            """
            {"headline": "good", "versions": {"java": "25"}, "evaluations": [{"set": "test",
             "scores": [{"kind": "h-neurons-input", "evaluation":
              {"auroc": 0.8, "aurocInterval": {"low": 0.7, "high": 0.9}}},
              {"kind": "answer-length", "evaluation":
              {"auroc": null, "aurocInterval": {"low": null, "high": null}}}]}]}
            """;

    @TempDir private Path dir;

    private Path run(String name, String probe, String report, String java) throws IOException {
        Path run = Files.createDirectory(dir.resolve(name));
        Files.writeString(run.resolve("probe.json"), probe);
        Files.writeString(run.resolve("report.json"), report);
        Files.writeString(
                run.resolve("reproduce.json"),
                """
                {"format": "candor-reproduce/1", "command": ["find"],
                 "model": {"name": "m", "sha256": "%s"}, "questions": [],
                 "made": {"candor": "0", "code": "c", "java": "%s", "system": "Linux amd64",
                  "vectorBits": 256, "threads": 1}}
                """
                        .formatted("0".repeat(64), java));
        Checksums.of(run, List.of("probe.json", "report.json", "reproduce.json")).write(run);
        return run;
    }

    private Comparison compare(String probe, String report) throws IOException {
        return Comparison.of(
                run("published", PROBE, REPORT, "25"), run("repeated", probe, report, "26"));
    }

    @Test
    void whatARunWasMadeWithIsListedAndDoesNotCount() throws IOException {
        Comparison comparison =
                compare(
                        PROBE.replace("\"java\": \"25\"", "\"java\": \"26\""),
                        REPORT.replace("\"java\": \"25\"", "\"java\": \"26\""));
        assertThat(comparison.verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(comparison.versions())
                .containsExactly(new Comparison.Version("java", "25", "26"));
    }

    @Test
    void aFieldThatOnlyTheRepeatedRunHasDoesNotCount() throws IOException {
        Comparison comparison =
                compare(PROBE, REPORT.replace("{\"headline\"", "{\"new\": 1, \"headline\""));
        assertThat(comparison.verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(comparison.files()).extracting(FileDifference::added).containsExactly(0, 1);
    }

    @Test
    void numbersWithinTheIntervalsAgreeAndTheLargestChangeIsNamed() throws IOException {
        Comparison comparison =
                compare(
                        PROBE.replace("0.5", "0.50000000001").replace("1.5", "1.25"),
                        REPORT.replace("0.8", "0.89").replace("good", "fair"));
        assertThat(comparison.verdict()).isEqualTo(Verdict.AGREES);
        FileDifference probe = comparison.files().getFirst();
        assertThat(probe.fields()).isEqualTo(8);
        assertThat(probe.numbers()).hasSize(2);
        assertThat(probe.largest())
                .contains(new FileDifference.Changed("weights[0/3].weight", "1.5", "1.25"));
        assertThat(comparison.files().getLast().others())
                .containsExactly(new FileDifference.Changed("headline", "\"good\"", "\"fair\""));
    }

    @Test
    void anAurocOutsideItsIntervalDiffers() throws IOException {
        Comparison comparison = compare(PROBE, REPORT.replace("0.8", "0.95"));
        assertThat(comparison.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(comparison.aurocs())
                .extracting(Comparison.Auroc::isWithin)
                .containsExactly(false, true);
    }

    @Test
    void anotherNeuronOrAnotherCDiffers() throws IOException {
        Comparison other = compare(PROBE.replace("\"index\": 3", "\"index\": 5"), REPORT);
        assertThat(other.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(other.neurons().jaccard()).isZero();
        assertThat(other.files().getFirst().others())
                .extracting(FileDifference.Changed::repeated)
                .containsOnly("nothing");
        Path strict = run("other-c", PROBE.replace("0.5", "0.6"), REPORT, "25");
        assertThat(Comparison.of(dir.resolve("published"), strict).verdict())
                .isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void aRepetitionWithoutAProbeDiffers() throws IOException {
        Path published = run("published", PROBE, REPORT, "25");
        Path repeated = run("repeated", PROBE, REPORT, "25");
        Files.delete(repeated.resolve("probe.json"));
        Comparison comparison = Comparison.of(published, repeated);
        assertThat(comparison.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(comparison.c().repeated()).isNaN();
        assertThat(ComparisonJson.write(comparison)).contains("\"repeated\" : null");
    }

    @Test
    void aFolderWithoutAReportIsRefused() throws IOException {
        Path published = run("published", PROBE, REPORT, "25");
        Checksums.of(published, List.of("probe.json")).write(published);
        assertThatThrownBy(() -> Comparison.of(published, published))
                .isInstanceOf(NotReproducibleException.class)
                .hasMessageContaining("does not list report.json");
    }
}
