package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.find.TinyStudy;
import dev.candor.lab.report.Comparison;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `candor report` on a finished run of a random tiny model.
class ReportCommandTest {
    private static final String TOPIC = "of country number"; // in every question

    @TempDir private static Path shared;
    private static Path done;

    @TempDir private Path dir;

    @BeforeAll
    static void runOnce() {
        done = shared.resolve("RUN");
        List<String> arguments = TinyStudy.in(shared).arguments(done);
        CommandRun run = CommandRun.piped(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static CommandRun report(String... arguments) {
        List<String> all = new ArrayList<>(List.of("report"));
        all.addAll(List.of(arguments));
        return CommandRun.piped(all.toArray(String[]::new));
    }

    private static void requireRefused(CommandRun run, ExitCode code, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(code.code());
        assertThat(run.err()).startsWith("candor: ").contains(words).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    /// The folder of another run, with the report alone.
    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectory(dir.resolve(name));
        Files.copy(done.resolve("report.json"), copy.resolve("report.json"));
        return copy;
    }

    @Test
    void thePageIsDrawnAgainFromTheReport() throws IOException {
        Path copy = copy("copy");
        CommandRun run = report(copy.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("H-neurons", copy.resolve("report.html").toString());
        assertThat(copy.resolve("report.html")).hasSameBinaryContentAs(done.resolve("report.html"));
        assertThat(copy.resolve("report.json")).hasSameBinaryContentAs(done.resolve("report.json"));
    }

    @Test
    void aRunOfAnotherCommandIsToldByName() {
        Path other = Path.of("..", "docs", "results", "dial-atlas");
        String said =
                "dial-atlas: is a run of comply, whose page is " + other.resolve("report.html");
        requireRefused(report(other.toString()), ExitCode.INPUT_REFUSED, said);
        requireRefused(report(done.toString(), other.toString()), ExitCode.INPUT_REFUSED, said);
    }

    @Test
    void aCopyWithoutTextsHasTheFiguresAndNoQuestion() throws IOException {
        Path out = dir.resolve("deep").resolve("publish");
        CommandRun run = report(done.toString(), "--without-texts", "--out", out.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(out.resolve("report.html").toString());
        FindReport full = ReportFiles.read(done);
        assertThat(ReportFiles.read(out).evaluations()).isEqualTo(full.evaluations());
        assertThat(Files.readString(done.resolve("neurons.json"))).contains(TOPIC);
        Checksums sums = Checksums.read(out);
        sums.require(out);
        assertThat(sums.hashes().keySet())
                .containsExactly(
                        "neurons.json",
                        "probe.json",
                        "report.html",
                        "report.json",
                        "reproduce.json");
        for (String file : sums.hashes().keySet()) {
            assertThat(Files.readString(out.resolve(file))).doesNotContain(TOPIC);
        }
        Checksums.read(done).require(done);
    }

    @Test
    void aFinishedRunStaysSealedAndAChangedOneIsRefused() throws IOException {
        Path out = dir.resolve("out");
        assertThat(report(done.toString(), "--out", out.toString()).code()).isZero();
        assertThat(report(out.toString()).code()).isZero();
        Checksums.read(out).require(out);
        Files.writeString(out.resolve("report.json"), "{}");
        requireRefused(
                report(out.toString()),
                ExitCode.INPUT_REFUSED,
                out.resolve("report.json").toString(),
                "was changed");
    }

    @Test
    void withoutTextsNeedsAnotherFolder() {
        requireRefused(
                report(done.toString(), "--without-texts"),
                ExitCode.USAGE,
                "--without-texts needs --out");
        requireRefused(
                report(done.toString(), "--without-texts", "--out", done.toString()),
                ExitCode.USAGE,
                "--out is the run itself");
        requireRefused(
                report(done.toString(), dir.toString(), "--without-texts"),
                ExitCode.USAGE,
                "--without-texts is for one RUN");
    }

    @Test
    void severalRunsStandSideBySide() throws IOException {
        Path page = dir.resolve("both.html");
        CommandRun run =
                report(done.toString(), copy("second").toString(), "--out", page.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Held-out questions", "RUN", "second", "Jaccard")
                .endsWith("Page: " + page + "\n");
        assertThat(Files.readString(page)).contains("<!doctype html>", "second", "</html>");
    }

    @Test
    void runsOfOneNameAreToldApartByTheirPaths() throws IOException {
        Files.createDirectory(dir.resolve("a"));
        Path other = copy("a/RUN");
        CommandRun run =
                report(
                        done.toString(),
                        other.toString(),
                        "--json",
                        "--out",
                        dir.resolve("page.html").toString());
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode tree = JsonMapper.shared().readTree(run.out());
        assertThat(tree.path("schema").asString()).isEqualTo(Comparison.SCHEMA);
        assertThat(tree.at("/runs/0/run").asString()).isEqualTo(done.toString());
        assertThat(tree.at("/runs/1/run").asString()).isEqualTo(other.toString());
        assertThat(tree.at("/overlaps/0/jaccard").asDouble()).isEqualTo(1);
        requireRefused(report(done.toString(), done.toString()), ExitCode.USAGE, "is named twice");
    }

    @Test
    void aFolderWithoutAReportIsNamed() {
        requireRefused(
                report(dir.toString()),
                ExitCode.STORAGE,
                dir.resolve("report.json") + ": no such file or directory");
    }

    @Test
    void aReportOfAnotherFormatIsRefused() throws IOException {
        Files.writeString(dir.resolve("report.json"), "{\"schema\": \"x/9\"}");
        requireRefused(
                report(dir.toString()),
                ExitCode.INPUT_REFUSED,
                dir.resolve("report.json") + ": schema: 'x/9', expected '" + FindReport.SCHEMA);
    }

    @Test
    void jsonPrintsTheReport() throws IOException {
        CommandRun run = report(copy("copy").toString(), "--json");
        assertThat(run.out()).isEqualTo(Files.readString(done.resolve("report.json")));
    }
}
