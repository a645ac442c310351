package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.TinyBundle;
import dev.candor.lab.report.DialExample;
import dev.candor.lab.report.DialExample.Reply;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// `candor demo` from end to end on a bundle of random tiny models.
class DemoCommandTest {
    @TempDir private static Path shared;
    private static Path out;
    private static Bundle bundle;
    private static CommandRun demo;

    @BeforeAll
    static void runOnce() throws IOException {
        bundle = TinyBundle.in(Files.createDirectory(shared.resolve("bundle")));
        out = shared.resolve("candor-demo");
        demo = run();
    }

    private static CommandRun run() {
        return CommandRun.bundled(bundle, "demo", "--threads", "1", "--out", out.toString());
    }

    private static FindReport report() throws IOException {
        return ReportJson.read(Files.readString(out.resolve("report.json")));
    }

    @Test
    void itEndsWithAShortSummaryOfNeuronsScoresAndTheDial() {
        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out().strip().lines().toList())
                .hasSizeLessThanOrEqualTo(11)
                .anyMatch(line ->
                        line.contains(
                                "of the 96 neurons of atlas-instruct.gguf, the bundled test model"))
                .anyMatch(line -> line.startsWith("held out"))
                .anyMatch(line -> line.startsWith("medicines"))
                .anyMatch(line -> line.startsWith("Are you sure?"))
                .last()
                .isEqualTo("Report: " + out.resolve("report.html"));
    }

    @Test
    void theReportHoldsTheRunAndTheDial() throws IOException {
        FindReport report = report();
        assertThat(report.model().bundled()).isTrue();
        assertThat(report.settings().samples()).as("of study.json").isEqualTo(4);
        assertThat(report.dial())
                .extracting(DialExample::title)
                .containsExactly("A fact", "Are you sure?");
        for (DialExample example : report.dial()) {
            assertThat(example.replies()).extracting(Reply::alpha).containsExactly(0.0, 1.0, 3.0);
        }
        assertThat(report.dial().getLast().turns()).hasSize(3);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("id=\"dial\"", "<h3>Are you sure?</h3>", "That is wrong, are you sure?");
    }

    /// α = 1 is the model as it is, which `ask` shows as well.
    @Test
    void theReplyAtOneIsWhatAskPrintsWithTheProbeOfTheRun() throws IOException {
        DialExample fact = report().dial().getFirst();
        CommandRun ask =
                CommandRun.bundled(
                        bundle,
                        "ask",
                        "--json",
                        "--max-tokens",
                        "4",
                        "--probe",
                        out.resolve("probe.json").toString(),
                        fact.turns().getLast().text());
        assertThat(ask.code()).as(ask.err()).isZero();
        assertThat(fact.replies().get(1).text())
                .isEqualTo(JsonMapper.shared().readTree(ask.out()).path("answer").asString());
    }

    @Test
    void theNextDemoIsAFreshRunInTheSameFolder() throws IOException {
        byte[] before = Files.readAllBytes(out.resolve("report.json"));
        Files.writeString(out.resolve("probe.json"), "damaged");
        Files.writeString(out.resolve("run.json"), "of other settings");
        assertThat(run().code()).isZero();
        assertThat(out.resolve("report.json")).hasBinaryContent(before);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void aFolderOfTheUsersIsRefused() throws IOException {
        Path own = Files.createDirectory(shared.resolve("own"));
        Files.writeString(own.resolve("run.json"), "{}");
        CommandRun refused = CommandRun.bundled(bundle, "demo", "--out", own.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.RUN_REFUSED.code());
        assertThat(refused.err()).contains("holds files that no demo left").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, :0, , , xdg-open",
        "Linux, , wayland-0, , xdg-open",
        "Linux, , , , ''",
        "Linux, :10, , 10.0.0.1 1 10.0.0.2 22, ''",
        "Mac OS X, , , , open",
        "Mac OS X, , , 10.0.0.1 1 10.0.0.2 22, ''"
    })
    void aBrowserIsOpenedWhereThereIsADesktop(
            String system, String display, String wayland, String ssh, String opener) {
        java.util.Map<String, String> environment = new java.util.HashMap<>();
        environment.put("DISPLAY", display == null ? "" : display);
        environment.put("WAYLAND_DISPLAY", wayland == null ? "" : wayland);
        environment.put("SSH_CONNECTION", ssh == null ? "" : ssh);
        assertThat(String.join(" ", Browser.opener(system, environment))).isEqualTo(opener);
    }
}
