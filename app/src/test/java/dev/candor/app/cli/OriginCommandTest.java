package dev.candor.app.cli;

import static dev.candor.engine.testing.TinyModels.layers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.bundled.Stage;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// On the bundled model, with a few of its questions.
class OriginCommandTest {
    private static final Path PUBLISHED =
            Path.of("..", "docs", "results", "origin-atlas", "origin.json");

    @TempDir private static Path shared;
    private static Path whole;
    private static CommandRun first;

    @TempDir private Path dir;

    @BeforeAll
    static void runsOnce() {
        whole = shared.resolve("whole");
        first = run(whole);
        assertThat(first.code()).as(first.err()).isZero();
    }

    private static CommandRun run(Path out, String... more) {
        List<String> words = new ArrayList<>(List.of("origin", "--out", out.toString()));
        List<String> given = List.of(more);
        if (!given.contains("--limit")) {
            words.addAll(List.of("--limit", "70"));
        }
        if (!given.contains("--draws")) {
            words.addAll(List.of("--draws", "10"));
        }
        words.addAll(given);
        return CommandRun.piped(words.toArray(String[]::new));
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static JsonNode result() throws IOException {
        return json(whole.resolve("origin.json"));
    }

    @Test
    void withoutModelsItRunsOnTheBundledOnesAndSaysSo() throws IOException {
        assertThat(first.out())
                .startsWith("19 H-neurons of the 2,048 neurons of atlas-instruct.gguf")
                .contains("bundled test model", "says nothing of what it causes", "0.58 to 0.97")
                .contains("report.html");
        JsonNode report = result();
        assertThat(report.at("/format").asString()).isEqualTo("candor-origin/1");
        assertThat(report.at("/base/bundled").asBoolean()).isTrue();
        assertThat(report.at("/base/sha256").asString())
                .isNotEqualTo(report.at("/instruct/sha256").asString())
                .hasSize(64);
        assertThat(report.at("/position").asString()).isEqualTo("input");
        assertThat(report.at("/questions").size()).isEqualTo(2);
        assertThat(report.at("/settings/base is asked").asString())
                .isEqualTo("Question: {question}\nAnswer:");
        assertThat(report.at("/findings").size()).isEqualTo(8);
    }

    @Test
    void everyQuestionIsAccountedFor() throws IOException {
        for (String side : List.of("/result/base/funnel", "/result/instruct/funnel")) {
            JsonNode funnel = result().at(side);
            int dropped =
                    funnel.at("/dropped")
                            .valueStream()
                            .mapToInt(
                                    each -> each.at("/correct").asInt() + each.at("/wrong").asInt())
                            .sum();
            assertThat(funnel.at("/asked").asInt()).isEqualTo(70);
            assertThat(
                            funnel.at("/unclear").asInt()
                                    + dropped
                                    + funnel.at("/correct").asInt()
                                    + funnel.at("/wrong").asInt())
                    .isEqualTo(70);
        }
    }

    @Test
    void theProbeIsMeasuredUnchangedOnBothModelsBesideControls() throws IOException {
        for (String side : List.of("/result/base", "/result/instruct")) {
            JsonNode separation = result().at(side + "/separation");
            double auroc = separation.at("/probe/value").asDouble();
            assertThat(auroc).isBetween(0.8, 1.0);
            assertThat(separation.at("/probe/interval/low").asDouble()).isLessThan(auroc);
            for (String band : List.of("/random", "/matched")) {
                assertThat(separation.at(band + "/draws").asInt()).isEqualTo(10);
                double mean = separation.at(band + "/mean").asDouble();
                assertThat(separation.at(band + "/lead/value").asDouble())
                        .isCloseTo(auroc - mean, within(1e-12));
            }
            JsonNode points = result().at(side + "/timing/points");
            assertThat(points.size()).isEqualTo(9);
            assertThat(points.at("/0/offset").asInt()).isEqualTo(-5);
            assertThat(result().at(side + "/signal/wrongWith/of").asInt())
                    .isEqualTo(result().at(side + "/funnel/wrong").asInt());
        }
        double lost =
                result().at("/result/instruct/separation/probe/value").asDouble()
                        - result().at("/result/base/separation/probe/value").asDouble();
        assertThat(result().at("/result/lost/value").asDouble()).isCloseTo(lost, within(1e-12));
    }

    /// Weights are read without rounding, so every machine gets the same.
    @Test
    void theDriftInDocsComesOutAgain() throws IOException {
        JsonNode drift = result().at("/result/drift");
        assertThat(drift.at("/neurons").asInt()).isEqualTo(2048);
        assertThat(drift.at("/hNeurons").size()).isEqualTo(19);
        assertThat(drift).isEqualTo(json(PUBLISHED).at("/result/drift"));
    }

    @Test
    void thePageLoadsNothingAndSaysWhatItDoesNotShow() throws IOException {
        String page = Files.readString(whole.resolve("report.html"));
        assertThat(page)
                .contains("default-src 'none'", "id=\"transfer\"", "id=\"drift\"", "id=\"timing\"")
                .contains("This is the bundled test model", "not that these neurons cause")
                .contains("0.58 to 0.97", "↵Answer:")
                .doesNotContain("<script", "http://", "https://", "NaN", shared.toString());
        Checksums.read(whole).require(whole);
        assertThat(Checksums.read(whole).hashes()).containsKeys("origin.json", "report.html");
    }

    @Test
    void aRunThatWasCutOffEndsWithTheSameResult() throws IOException {
        Path cut = dir.resolve("cut");
        copy(whole, cut);
        Path base = cut.resolve("base");
        Path log = base.resolve("samples-questions.jsonl");
        Files.write(log, Files.readAllLines(log).subList(0, 31));
        try (Stream<Path> files = Files.list(base)) {
            for (Path file : files.filter(each -> !each.equals(log)).toList()) {
                Files.delete(file);
            }
        }
        Files.delete(cut.resolve("origin.json"));
        CommandRun again = run(cut, "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(cut.resolve("origin.json"))
                .hasSameTextualContentAs(whole.resolve("origin.json"));
        assertThat(again.out()).isEqualTo(Files.readString(whole.resolve("origin.json")));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void aFolderOfOtherSettingsIsRefused() {
        CommandRun other = run(whole, "--seed", "8");
        assertThat(other.code()).isEqualTo(ExitCode.RUN_REFUSED.code());
        assertThat(other.err()).contains("was begun with another seed: 7, now 8");
    }

    @Test
    void theBundledFormIsTheOneOfItsTemplate() {
        ModelSource source = new ModelSource.InBundle(Bundle.own(), Stage.BASE);
        try (LoadedModel base = LoadedModel.open(source, 1, warning -> {})) {
            Prompter form = Prompter.completion(base.tokenizer(), "Question: {question}\nAnswer:");
            assertThat(form.prompt("Who employs Ada?"))
                    .isEqualTo(base.prompter(PromptStyle.BARE).prompt("Who employs Ada?"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--base b.gguf | --instruct is missing, expected the model that was tuned from b.gguf",
                "--instruct i.gguf | --base is missing, expected the model that i.gguf was tuned from",
                "--base b.gguf --instruct i.gguf | --probe is missing, expected the probe",
                "--base b.gguf --instruct bundled:instruct | --questions is missing",
                "--base-prompt Answer: | --base-prompt is 'Answer:', expected {question} in it once",
                "--prompt-style completion | --prompt-style is 'completion', expected auto",
                "--draws 3 | --draws is 3, expected at least 10",
                "--limit 0 | --limit is 0, expected at least 1",
                "--threads 0 | --threads is 0, expected at least 1"
            })
    void badCommandLinesAreOneLine(String words, String message) {
        CommandRun run = run(dir.resolve("run"), words.split(" "));
        assertThat(run.err()).startsWith("candor: " + message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(dir.resolve("run")).doesNotExist();
    }

    @Test
    void aBaseOfAnotherShapeIsRefusedByWhatDiffers() {
        Path base = TinyModels.write(dir.resolve("base.gguf"), layers(2));
        CommandRun run =
                run(
                        dir.resolve("run"),
                        "--base",
                        base.toString(),
                        "--instruct",
                        "bundled:instruct",
                        "--questions",
                        "bundled:people-test");
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err())
                .startsWith("candor: the number of layers is 2 in base.gguf and 4 in")
                .hasLineCount(1);
        assertThat(dir.resolve("run")).doesNotExist();
    }

    @Test
    void aProbeOfAnotherModelIsRefusedUnlessForced() {
        CommandRun run =
                run(
                        dir.resolve("run"),
                        "--base",
                        "bundled:instruct",
                        "--instruct",
                        "bundled:base",
                        "--limit",
                        "6");
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err()).startsWith("candor: the probe was made on");
        CommandRun forced =
                run(
                        dir.resolve("run"),
                        "--base",
                        "bundled:instruct",
                        "--instruct",
                        "bundled:base",
                        "--limit",
                        "6",
                        "--force");
        // Six questions are too few for anything, which is said with the counts.
        assertThat(forced.code()).isEqualTo(ExitCode.CLASS_TOO_SMALL.code());
        assertThat(forced.err())
                .contains(
                        "candor: atlas-base.gguf gave ", "of 6 questions", "expected at least 10");
    }
}
