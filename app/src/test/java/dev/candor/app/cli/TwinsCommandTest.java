package dev.candor.app.cli;

import static dev.candor.engine.testing.TinyModels.layers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.bundled.Stage;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.origin.PermutedModel;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.origin.Alignment;
import dev.candor.lab.origin.NeuronActivity;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// On the bundled model and a copy of it whose neurons are in another order: the same outside, and
/// inside the same neurons elsewhere.
class TwinsCommandTest {
    private static final Bundle BUNDLE = Bundle.own();
    private static final ModelSource INSTRUCT = new ModelSource.InBundle(BUNDLE, Stage.INSTRUCT);

    @TempDir private static Path shared;
    private static PermutedModel permutation;
    private static Probe probe;
    private static Path twin;
    private static Path twinsProbe;
    private static Path whole;
    private static CommandRun first;

    @TempDir private Path dir;

    @BeforeAll
    static void runsOnce() throws IOException {
        probe = ProbeFile.read(BUNDLE.probeFile());
        permutation = PermutedModel.random(probe.neurons(), 3);
        twin = shared.resolve("twin.gguf");
        try (GgufModel model = INSTRUCT.open()) {
            permutation.write(model, twin);
        }
        twinsProbe = shared.resolve("twins-probe.json");
        ProbeFile.write(permutation.carry(probe), twinsProbe);
        whole = shared.resolve("whole");
        first = run(whole, "--force");
        assertThat(first.code()).as(first.err()).isZero();
    }

    private static CommandRun run(Path out, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "twins",
                                "--a",
                                "bundled:instruct",
                                "--probe-a",
                                BUNDLE.probeFile().toString(),
                                "--questions",
                                "bundled:people-test",
                                "--out",
                                out.toString()));
        List<String> given = List.of(more);
        add(words, given, "--b", twin.toString());
        add(words, given, "--probe-b", twinsProbe.toString());
        add(words, given, "--limit", "100");
        add(words, given, "--draws", "20");
        add(words, given, "--noise", "0.1,1");
        add(words, given, "--noise-draws", "1");
        words.addAll(given);
        return CommandRun.piped(words.toArray(String[]::new));
    }

    private static void add(List<String> words, List<String> given, String option, String value) {
        if (!given.contains(option)) {
            words.addAll(List.of(option, value));
        }
    }

    private static JsonNode result() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(whole.resolve("twins.json")));
    }

    @Test
    void outsideTheyAreTheSame() throws IOException {
        JsonNode outputs = result().at("/result/outputs");
        assertThat(outputs.at("/asked").asInt()).isEqualTo(100);
        // Sums in another order may turn a draw between two tokens.
        assertThat(outputs.at("/sameReplies/value").asDouble()).isGreaterThan(0.95);
        assertThat(outputs.at("/sameVerdicts/value").asDouble()).isGreaterThan(0.95);
        assertThat(outputs.at("/accuracyA/value").asDouble()).isBetween(0.2, 0.8);
    }

    @Test
    void thePartnersAreThePermutation() {
        ModelSource copy = new ModelSource.InFile(twin);
        try (LoadedModel a = LoadedModel.open(INSTRUCT, 1, warning -> {});
                LoadedModel b = LoadedModel.open(copy, 1, warning -> {});
                Workers workers = new Workers(1)) {
            Alignment map = Alignment.of(read(a), read(b), workers, done -> {});
            assertThat(map.to()).isEqualTo(permutation.to());
            assertThat(map.correlation())
                    .satisfies(all -> {
                        for (double each : all) {
                            assertThat(each).isCloseTo(1, within(1e-3));
                        }
                    });
            Alignment back = map.inverse();
            for (int j = 0; j < map.to().length; j++) {
                assertThat(back.to()[map.to()[j]]).isEqualTo(j);
                assertThat(map.scale()[j]).isCloseTo(1, within(1e-3));
            }
            assertThat(map.carry(probe.linear()).weights())
                    .isEqualTo(permutation.carry(probe).weights());
        }
    }

    private static Alignment.Read read(LoadedModel model) {
        List<Question> questions =
                new QuestionReader()
                        .readAll(List.of(BUNDLE.file("questions/people-test.jsonl")), null)
                        .questions();
        List<NeuronActivity.Text> texts =
                questions.stream()
                        .limit(40)
                        .map(question ->
                                new NeuronActivity.Text(
                                        model.prompter(PromptStyle.CHAT).prompt(question.text()),
                                        1))
                        .toList();
        return new Alignment.Read(
                NeuronActivity.read(model.session(), texts.subList(0, 20)),
                NeuronActivity.read(model.session(), texts.subList(20, 40)));
    }

    @Test
    void everyHNeuronIsThePartnerOfAnHNeuron() throws IOException {
        JsonNode matching = result().at("/result/matching");
        assertThat(matching.at("/matched").asInt()).isEqualTo(19);
        assertThat(matching.at("/expected").asDouble()).isLessThan(1);
        assertThat(matching.at("/pValue").asDouble()).isLessThan(1e-6);
        assertThat(matching.at("/expectedAsLoud").asDouble()).isBetween(0.0, 5.0);
        assertThat(matching.at("/pValueAsLoud").asDouble()).isLessThan(0.01);
        assertThat(matching.at("/mean").asDouble()).isCloseTo(1, within(1e-3));
        for (JsonNode pair : matching.at("/pairs")) {
            assertThat(pair.at("/partnerWeight").asDouble())
                    .isEqualTo(pair.at("/weight").asDouble());
            assertThat(pair.at("/partner").asString())
                    .isEqualTo(partner(pair.at("/neuron").asString()));
        }
    }

    private static String partner(String neuron) {
        String[] parts = neuron.split("/", -1);
        int ffn = probe.neurons().ffn();
        int column = Integer.parseInt(parts[0]) * ffn + Integer.parseInt(parts[1]);
        return probe.neurons().neuron(permutation.to()[column]).toString();
    }

    @Test
    void aProbeScoresTheTwinOverPartnersAsItsOwnDoesAndNotByNumber() throws IOException {
        for (String side : List.of("/result/onA", "/result/onB")) {
            JsonNode on = result().at(side);
            double own = on.at("/own/value").asDouble();
            assertThat(own).isGreaterThan(0.8);
            assertThat(on.at("/aligned/value").asDouble()).isEqualTo(own);
            assertThat(on.at("/scaled/value").asDouble()).isCloseTo(own, within(0.01));
            assertThat(on.at("/byIndex/value").asDouble()).isLessThan(own - 0.1);
            assertThat(on.at("/alignedLead/interval/low").asDouble()).isPositive();
            assertThat(on.at("/lost/value").asDouble()).isZero();
            // In this probe most of it is one neuron's.
            assertThat(on.at("/heaviest/value").asDouble()).isBetween(0.5, own);
            assertThat(on.at("/others/value").asDouble())
                    .isBetween(0.5, own)
                    .isNotEqualTo(on.at("/heaviest/value").asDouble());
            assertThat(on.at("/random/draws").asInt()).isEqualTo(20);
            assertThat(on.at("/random/mean").asDouble()).isLessThan(own - 0.1);
            assertThat(on.at("/asLoud/mean").asDouble()).isLessThan(own);
            // About half of the questions: partners were found on the right answers of the others.
            assertThat(on.at("/correct").asInt() + on.at("/wrong").asInt()).isBetween(20, 60);
        }
    }

    @Test
    void noiseOnEverythingChangesMoreThanNoiseOnAFewNeurons() throws IOException {
        JsonNode noise = result().at("/result/noise");
        assertThat(noise.size()).isEqualTo(6);
        assertThat(noise.at("/3/target").asString()).isEqualTo("all FFN weights");
        assertThat(noise.at("/3/size").asDouble()).isEqualTo(1);
        for (String side : List.of("/a", "/b")) {
            assertThat(noise.at("/3" + side + "/changed/value").asDouble()).isGreaterThan(0.5);
            assertThat(noise.at("/5" + side + "/changed/value").asDouble())
                    .isLessThan(noise.at("/3" + side + "/changed/value").asDouble());
            assertThat(noise.at("/5" + side + "/overRandom/value").asDouble()).isZero();
            assertThat(noise.at("/5" + side + "/draws").size()).isEqualTo(1);
            assertThat(noise.at("/5" + side + "/draws/0").asDouble())
                    .isBetween(0.0, noise.at("/3" + side + "/draws/0").asDouble());
        }
    }

    @Test
    void thePageAndTheSummarySayWhatWasMeasured() throws IOException {
        assertThat(first.out())
                .startsWith("A is atlas-instruct.gguf, B is twin.gguf")
                .contains("by partner, scaled", "Of 19 H-neurons of A, 19 have an H-neuron of B");
        String page = Files.readString(whole.resolve("report.html"));
        assertThat(page)
                .contains("default-src 'none'", "id=\"partners\"", "id=\"noise\"")
                .contains("Each probe tells the twin’s wrong answers too, once carried over")
                .contains("to as loud, 20 draws")
                .contains("made on another model", "What this does not show")
                .doesNotContain("<script", "http://", "https://", "NaN", shared.toString());
        Checksums.read(whole).require(whole);
        assertThat(Checksums.read(whole).hashes()).containsKeys("twins.json", "report.html");
        assertThat(result().at("/format").asString()).isEqualTo("candor-twins/1");
    }

    @Test
    void aRunThatWasCutOffEndsWithTheSameResult() throws IOException {
        String before = Files.readString(whole.resolve("twins.json"));
        Path log = whole.resolve("b").resolve("samples-noise-all-0.1-1.jsonl");
        Files.write(log, Files.readAllLines(log).subList(0, 31));
        CommandRun again = run(whole, "--force", "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo(before);
    }

    @Test
    void aProbeOfAnotherModelIsRefusedUnlessForced() {
        CommandRun run = run(dir.resolve("run"));
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err()).startsWith("candor: the probe was made on").hasLineCount(1);
        assertThat(dir.resolve("run")).doesNotExist();
    }

    @Test
    void aModelOfAnotherShapeIsRefusedByWhatDiffers() {
        Path other = TinyModels.write(dir.resolve("other.gguf"), layers(2));
        CommandRun run = run(dir.resolve("run"), "--b", other.toString());
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err())
                .startsWith("candor: the number of layers is 4 in atlas-instruct.gguf and 2 in")
                .contains("expected two models of one family, shape and vocabulary")
                .hasLineCount(1);
    }

    @Test
    void twinsThatAreAskedInOtherFormsAreRefused() throws IOException {
        Path other = dir.resolve("other.gguf");
        GgufWriter writer = new GgufWriter();
        try (GgufModel model = INSTRUCT.open()) {
            GgufValue template = new GgufValue.Text("{{ messages[0]['content'] }} Answer:");
            model.metadata()
                    .forEach((key, value) ->
                            writer.metadata(
                                    key, key.equals("tokenizer.chat_template") ? template : value));
            for (String name : model.listing().keySet()) {
                GgufTensor tensor = model.tensor(name);
                writer.tensor(name, tensor.type(), tensor.dims(), tensor.data());
            }
            writer.write(other);
        }
        CommandRun run = run(dir.resolve("run"), "--b", other.toString(), "--force");
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err())
                .contains("is asked in", "others of other.gguf; expected one prompt for both")
                .hasLineCount(1);
        assertThat(dir.resolve("run")).doesNotExist();
    }

    @Test
    void probesThatWereTrainedInOtherStylesAreRefusedUntilOneIsNamed() throws IOException {
        Path other = dir.resolve("other-probe.json");
        String read = Files.readString(twinsProbe);
        String style = probe.from().settings().get("prompt style used");
        Files.writeString(
                other,
                read.replace(
                        "\"prompt style used\" : \"" + style + "\"",
                        "\"prompt style used\" : \"few-shot\""));
        CommandRun run = run(dir.resolve("run"), "--force", "--probe-b", other.toString());
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err())
                .contains("'prompt style used' is 'few-shot', and '" + style + "' in")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--noise 0 | --noise is 0.0, expected above 0 and at most 10",
                "--draws 3 | --draws is 3, expected at least 10",
                "--noise-draws 0 | --noise-draws is 0, expected at least 1",
                "--prompt-style completion | --prompt-style is 'completion', expected auto"
            })
    void badCommandLinesAreOneLine(String words, String message) {
        CommandRun run = run(dir.resolve("run"), words.split(" "));
        assertThat(run.err()).startsWith("candor: " + message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(dir.resolve("run")).doesNotExist();
    }
}
