package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.ask.TinyAsk;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AskCommandTest {
    private static final String QUESTION = "Which river is the largest?";

    @TempDir private Path dir;

    private Path probe(Path model, String style) throws IOException {
        try (LoadedModel loaded = TinyAsk.load(model)) {
            String sha256 = loaded.model().file().sha256();
            return probe(sha256, loaded.model().config(), style);
        }
    }

    private Path probe(String sha256, ModelConfig config, String style) throws IOException {
        Probe probe = TinyAsk.probe(sha256, config, TinyAsk.WEIGHTS, Position.INPUT, style);
        Path file = dir.resolve("probe.json");
        ProbeFile.write(probe, file);
        return file;
    }

    private static CommandRun ask(Terminal terminal, Path model, Path probe, String... more) {
        List<String> args = new ArrayList<>(List.of("ask", "--threads", "2"));
        args.addAll(List.of("--model", model.toString(), "--probe", probe.toString()));
        args.addAll(List.of(more));
        args.add(QUESTION);
        return CommandRun.of(terminal, args.toArray(String[]::new));
    }

    private static CommandRun ask(Path model, Path probe, String... more) {
        return ask(CommandRun.PIPE, model, probe, more);
    }

    private static JsonNode json(Path model, Path probe, String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        args.add("--json");
        CommandRun run = ask(model, probe, args.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void theAnswerIsFollowedByOneLineWithRiskThresholdAndAlpha() throws Exception {
        Path model = TinyAsk.wordy(13);
        assertThat(ask(model, probe(model, "few-shot")))
                .isEqualTo(
                        new CommandRun(
                                0,
                                """
                                without ir wha

                                risk 0.40, below the threshold of 0.56 · answer "without ir wha" · α 1
                                """,
                                ""));
    }

    @Test
    void aRiskAboveTheThresholdAndACutReplyAreSaid() throws Exception {
        Path model = TinyAsk.wordy(9);
        assertThat(ask(model, probe(model, "few-shot"), "--max-tokens", "6").out())
                .isEqualTo(
                        """
                        large questio smallest capita the large

                        risk 0.60, above the threshold of 0.56 · answer "large questio smallest capita the large" · α 1 · cut off after 6 tokens
                        """);
    }

    @Test
    void aTerminalSeesTheSameTextInColours() throws Exception {
        Path model = TinyAsk.wordy(9);
        Path probe = probe(model, "few-shot");
        String plain = ask(model, probe, "--max-tokens", "6").out();

        String coloured = ask(CommandRun.TERMINAL, model, probe, "--max-tokens", "6").out();

        assertThat(coloured).contains("\u001B[1;38;5;166mrisk 0.60\u001B[0m");
        assertThat(coloured.split("\u001B\\[0m")).hasSizeGreaterThan(6);
        assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(plain);
        assertThat(ask(CommandRun.TERMINAL, model, probe, "--max-tokens", "6", "--plain").out())
                .isEqualTo(plain);
    }

    @Test
    void jsonHasEveryTokensRiskAndIsTheSameEachTime() throws Exception {
        Path model = TinyAsk.wordy(13);
        Path probe = probe(model, "few-shot");

        JsonNode json = json(model, probe);

        assertThat(json).isEqualTo(json(model, probe));
        assertThat(json.propertyNames())
                .containsExactly(
                        "schema",
                        "question",
                        "model",
                        "probe",
                        "promptStyle",
                        "alpha",
                        "dial",
                        "temperature",
                        "seed",
                        "maxTokens",
                        "answer",
                        "end",
                        "span",
                        "prior",
                        "threshold",
                        "score",
                        "risk",
                        "verdict",
                        "noScore",
                        "tokens");
        assertThat(json.path("answer").asString()).isEqualTo(" without ir wha");
        assertThat(json.path("verdict").asString()).isEqualTo("below");
        assertThat(json.path("span").toString())
                .isEqualTo("{\"from\":0,\"to\":3,\"text\":\"without ir wha\"}");
        double score = json.path("score").asDouble();
        assertThat(json.path("risk").asDouble())
                .isCloseTo(1 / (1 + Math.exp(-score)), within(1e-12));
        double sum = 0;
        for (JsonNode token : json.path("tokens")) {
            assertThat(token.propertyNames())
                    .containsExactly("id", "start", "end", "text", "score", "risk");
            sum += token.path("score").asDouble();
        }
        assertThat(sum / 3).as("mean of the span's tokens").isCloseTo(score, within(1e-6));
    }

    @Test
    void anotherPriorMovesRiskAndThresholdAlikeAndTheVerdictStays() throws Exception {
        Path model = TinyAsk.wordy(13);
        JsonNode json = json(model, probe(model, "few-shot"), "--prior", "0.1");
        assertThat(json.path("prior").asDouble()).isEqualTo(0.1);
        assertThat(json.path("risk").asDouble()).isLessThan(0.1);
        assertThat(json.path("threshold").path("risk").asDouble()).isLessThan(0.15);
        assertThat(json.path("verdict").asString()).isEqualTo("below");
    }

    @Test
    void theLineSaysWhatAlphaMeansForTheRisk() throws Exception {
        Path model = TinyAsk.wordy(6);
        Path probe = probe(model, "few-shot");

        CommandRun run = ask(model, probe, "--alpha", "0");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains(" · α 0 (read before the dial; the scale was learnt without one)");
        assertThat(json(model, probe, "--alpha", "0").path("score").asDouble())
                .isNotEqualTo(json(model, probe).path("score").asDouble());
    }

    @Test
    void aReplyWithoutAnswerHasNoScoreAndNoVerdict() throws Exception {
        float[] zeros = new float[24 * 320];
        Path model =
                TinyAsk.model(
                        1, TinyModels.untied(), TinyModels.tensor("output.weight", zeros, 24, 320));
        Path probe = probe(model, "few-shot");

        CommandRun run = ask(model, probe, "--max-tokens", "3");
        JsonNode json = json(model, probe, "--max-tokens", "3");

        assertThat(run.out())
                .endsWith(
                        "\nno score: the reply is empty (threshold 0.56) · α 1 · cut off after 3"
                                + " tokens\n");
        assertThat(json.path("risk").isNull()).isTrue();
        assertThat(json.path("verdict").asString()).isEqualTo("no-score");
        assertThat(json.path("noScore").asString()).isEqualTo("the reply is empty");
    }

    @Test
    void theStyleIsTheProbesUnlessNamed() throws Exception {
        Path model = TinyAsk.wordy(13, TinyModels.chatTemplate());
        Path chat = probe(model, "chat");
        assertThat(json(model, chat, "--max-tokens", "2").path("promptStyle").asString())
                .isEqualTo("chat");
        assertThat(
                        json(model, chat, "--max-tokens", "2", "--prompt-style", "few-shot")
                                .path("promptStyle")
                                .asString())
                .isEqualTo("few-shot");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--alpha=-1 | --alpha is -1.0, expected a number of 0 or more",
                "--alpha=NaN | --alpha is NaN, expected a number of 0 or more",
                "--alpha=Infinity | --alpha is Infinity, expected a number of 0 or more",
                "--temperature=-0.5 | --temperature is -0.5, expected 0 or more",
                "--max-tokens=0 | --max-tokens is 0, expected at least 1",
                "--prior=1 | --prior is 1.0, expected a share between 0 and 1",
                "--prompt-style=verse | --prompt-style is 'verse', expected auto, chat, bare or few-shot"
            })
    void aSettingOutOfRangeIsRefusedBeforeAnythingIsRead(String option, String message) {
        CommandRun run = ask(dir.resolve("none.gguf"), dir.resolve("none.json"), option);
        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                ExitCode.USAGE.code(),
                                "",
                                "candor: "
                                        + message
                                        + "; 'candor ask --help' explains the command\n"));
    }

    @Test
    void alphaBelowZeroIsRefusedAlsoWithASpace() {
        CommandRun run = ask(dir.resolve("none.gguf"), dir.resolve("none.json"), "--alpha", "-1");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).startsWith("candor: --alpha is -1.0, expected").hasLineCount(1);
    }

    @Test
    void anotherModelIsRefusedNamingBothHashesAndPassesWithForce() throws Exception {
        Path model = TinyAsk.wordy(13);
        Path other = TinyAsk.wordy(6);
        Path probe = probe(other, "few-shot");

        CommandRun refused = ask(model, probe);
        CommandRun forced = ask(model, probe, "--force");

        assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("candor: " + probe + ": the probe was made on tiny, sha256 ")
                .contains(sha256(model), sha256(other))
                .hasLineCount(1);
        assertThat(forced.code()).isZero();
        assertThat(forced.out()).startsWith("without ir wha\n");
        assertThat(forced.err())
                .isEqualTo(
                        "candor: the probe was made on another model; what it says of this one is"
                                + " untested\n");
    }

    @Test
    void aModelOfAnotherShapeIsRefusedEvenWithForce() throws Exception {
        Path model = TinyAsk.wordy(13, TinyModels.layers(3));
        CommandRun run = ask(model, probe(TinyAsk.wordy(13), "few-shot"), "--force");
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err())
                .contains("the probe was made on 2 layers of 40 neurons; this model has 3 of 40")
                .hasLineCount(1);
    }

    @Test
    void aModelWithoutTemplateIsRefusedForChat() throws Exception {
        Path model = TinyAsk.wordy(13);
        CommandRun run = ask(model, probe(model, "chat"));
        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                ExitCode.INPUT_REFUSED.code(),
                                "",
                                "candor: "
                                        + model
                                        + ": metadata key tokenizer.chat_template: is missing,"
                                        + " expected a chat template for --prompt-style chat; use --prompt-style few-shot\n"));
    }

    @Test
    void aProbeThatDoesNotSayItsStyleAsksForOne() throws Exception {
        Path model = TinyAsk.wordy(13);
        Path probe = probe(model, "sonnet");
        CommandRun run = ask(model, probe);
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err())
                .isEqualTo(
                        "candor: "
                                + probe
                                + ": provenance.settings: 'prompt style used' is 'sonnet', expected"
                                + " chat, bare or few-shot; name one with --prompt-style\n");
        assertThat(ask(model, probe, "--prompt-style", "few-shot").code()).isZero();
    }

    @Test
    void aPromptLongerThanTheContextIsRefused() throws Exception {
        Path model = TinyAsk.wordy(13, TinyModels.context(32));
        CommandRun run = ask(model, probe(model, "few-shot"));
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err())
                .matches("candor: prompt of \\d+ tokens is longer than the context of 32\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aBrokenProbeFileIsRefusedByPlace() throws Exception {
        Path probe = Files.writeString(dir.resolve("probe.json"), "{\"format\": 3}");
        CommandRun run = ask(dir.resolve("none.gguf"), probe);
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err()).startsWith("candor: " + probe + ": format: ").hasLineCount(1);
    }

    @Test
    void aMissingProbeFileIsAStorageFailure() {
        Path probe = dir.resolve("none.json");
        assertThat(ask(dir.resolve("none.gguf"), probe))
                .isEqualTo(
                        new CommandRun(
                                ExitCode.STORAGE.code(),
                                "",
                                "candor: " + probe + ": no such file or directory\n"));
    }

    @Test
    void anEmptyQuestionIsRefused() {
        CommandRun run =
                CommandRun.piped("ask", "--model", "m.gguf", "--probe", "probe.json", "  ");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains("the question is empty");
    }

    private static String sha256(Path model) {
        try (LoadedModel loaded = TinyAsk.load(model)) {
            return loaded.model().file().sha256();
        }
    }
}
