package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.TinyBundle;
import dev.candor.lab.report.DataFile;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Commands that are given no model run on the bundled one, and say so.
class BundledModelTest {
    private static final String SAID = "bundled test model";

    @TempDir private static Path shared;
    private static Bundle bundle;

    @TempDir private Path dir;

    @BeforeAll
    static void makeABundle() {
        bundle = TinyBundle.in(shared);
    }

    private static CommandRun run(String... args) {
        return CommandRun.bundled(bundle, args);
    }

    private static String file(String name) {
        return shared.resolve(name).toString();
    }

    @Test
    void askNeedsNoFlags() {
        CommandRun run = run("ask", "Who is it?");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("risk ", "· α 1").endsWith(SAID + "\n");
        JsonNode json = JsonMapper.shared().readTree(run("ask", "--json", "Who is it?").out());
        assertThat(json.at("/model/bundled").asBoolean()).isTrue();
        assertThat(json.at("/promptStyle").asString()).isEqualTo("bare");
    }

    @Test
    void askOnTheSameModelInAFileSaysTheSameAndDoesNotCallItBundled() {
        String bundled = run("ask", "Who is it?").out();
        String model = file("atlas-instruct.gguf");
        String named =
                run("ask", "--model", model, "--probe", file("probe.json"), "Who is it?").out();
        assertThat(named).isEqualTo(bundled.replace(" · " + SAID, ""));
        CommandRun noProbe = run("ask", "--model", model, "Who is it?");
        assertThat(noProbe.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(noProbe.err()).startsWith("candor: --probe is missing, expected the probe");
    }

    @Test
    void theBundledProbeIsNotOfTheBaseModel() {
        CommandRun run = run("ask", "--model", "bundled:base", "Who is it?");
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err()).startsWith("candor: bundled probe: the probe was made on tiny");
        assertThat(run("ask", "--model", "bundled:base", "--force", "Who is it?").code()).isZero();
    }

    @Test
    void inspectDescribesTheBundledModel() {
        CommandRun run = run("inspect");
        assertThat(run.out()).startsWith("atlas-instruct.gguf  " + SAID + "\n");
        assertThat(run("inspect", "bundled:base").out()).startsWith("atlas-base.gguf");
        assertThat(run("inspect", file("atlas-base.gguf")).out()).doesNotContain(SAID);
        JsonNode json = JsonMapper.shared().readTree(run("inspect", "--json").out());
        assertThat(json.at("/bundled").asBoolean()).isTrue();
        assertThat(json.at("/runnable").asBoolean()).isTrue();
    }

    @Test
    void findTakesTheBundledQuestions() throws IOException {
        Path out = dir.resolve("RUN");
        CommandRun run =
                run(
                        "find",
                        "--out",
                        out.toString(),
                        "--samples",
                        "4",
                        "--consistent",
                        "4",
                        "--temperature",
                        "0.15",
                        "--max-tokens",
                        "4",
                        "--threads",
                        "1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(SAID);
        FindReport report = ReportJson.read(Files.readString(out.resolve("report.json")));
        assertThat(report.model().bundled()).isTrue();
        assertThat(report.model().name()).isEqualTo("atlas-instruct.gguf");
        assertThat(report.settings().promptStyleUsed()).isEqualTo("bare");
        assertThat(report.settings().suffix()).isEmpty();
        assertThat(report.settings().command())
                .startsWith(
                        "candor find --model bundled:instruct --questions bundled:people --eval"
                                + " bundled:medicines ");
        assertThat(report.dataFiles())
                .extracting(DataFile::name)
                .containsExactly("bundled:people", "bundled:medicines");
        assertThat(report.limits().getFirst()).startsWith("This is the bundled test model");
        assertThat(Files.readString(out.resolve("report.html"))).contains(SAID);

        CommandRun ask = run("ask", "--probe", out.resolve("probe.json").toString(), "Who is it?");
        assertThat(ask.code()).as(ask.err()).isZero();
    }

    @Test
    void findOnAModelInAFileStillNeedsQuestions() {
        CommandRun run = run("find", "--model", file("atlas-base.gguf"), "--out", dir + "/RUN");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).startsWith("candor: --questions is missing, expected a file");
        assertThat(dir.resolve("RUN")).doesNotExist();
    }

    @Test
    void aBundledNameThatIsNotThereIsRefused() {
        CommandRun model = run("find", "--model", "bundled:chat", "--out", dir + "/RUN");
        assertThat(model.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(model.err())
                .startsWith(
                        "candor: model is 'bundled:chat', expected a file, a folder or bundled:instruct");
        CommandRun set = run("find", "--questions", "bundled:birds:5", "--out", dir + "/RUN");
        assertThat(set.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(set.err()).contains("questions/birds.jsonl is not in the bundle");
    }
}
