package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.Stage;
import dev.candor.app.bundled.TinyBundle;
import dev.candor.app.comply.EditedModel;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.testing.TinyFolder;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidateCommandTest {
    private static final List<String> LOGS =
            List.of(
                    "answers-known.jsonl",
                    "answers-1.jsonl",
                    "trials-falseqa.jsonl",
                    "trials-faitheval.jsonl",
                    "trials-sycophancy.jsonl",
                    "trials-jailbreak-as-is.jsonl",
                    "retention-text.jsonl",
                    "retention-choices.jsonl");

    private static final Map<String, String> DEFAULTS =
            Map.of("--max-tokens", "6", "--threads", "1");

    private static final List<NeuronId> SCALED =
            List.of(new NeuronId(0, 3), new NeuronId(0, 39), new NeuronId(1, 0));

    @TempDir private static Path shared;
    private static Bundle bundle;
    private static Path original;
    private static Path edited;
    private static Path choices;
    private static Path whole;
    private static CommandRun first;

    @TempDir private Path dir;

    @BeforeAll
    static void runsOnceOnTheBundledModel() throws IOException {
        Path folder = Files.createDirectory(shared.resolve("bundle"));
        bundle = TinyBundle.in(folder);
        original = folder.resolve("atlas-instruct.gguf");
        edited = EditedModel.of(original, shared.resolve("edited.gguf"), SCALED, 60);
        choices =
                Files.writeString(
                        shared.resolve("stones.csv"),
                        "which is a stone?,flint,fern,fox,fog,A\nwhich is red?,fern,ruby,fog,fox,B\n");
        whole = shared.resolve("whole");
        first = validate(whole);
        assertThat(first.code()).as(first.err()).isZero();
    }

    /// With its own sets, and a little multiple choice.
    private static CommandRun validate(Path out, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of("validate", "--out", out.toString(), "--mmlu", choices.toString()));
        if (!List.of(more).contains("--edited")) {
            words.addAll(List.of("--edited", edited.toString()));
        }
        DEFAULTS.forEach((option, value) -> words.addAll(List.of(option, value)));
        words.addAll(List.of(more));
        return CommandRun.bundled(bundle, words.toArray(String[]::new));
    }

    private static JsonNode json(Path run) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve("validate.json")));
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return list.valueStream().map(node -> node.at(pointer).asString()).toList();
    }

    private static long count(JsonNode items, Predicate<JsonNode> which) {
        return items.valueStream().filter(which).count();
    }

    @Test
    void withoutOptionsTheEditedModelIsHeldAgainstTheBundledOne() throws IOException {
        JsonNode report = json(whole);
        assertThat(report.at("/format").asString()).isEqualTo("candor-validate/1");
        assertThat(report.at("/original/bundled").asBoolean()).isTrue();
        assertThat(report.at("/edited/name").asString()).isEqualTo("edited.gguf");
        assertThat(report.at("/edited/sha256").asString())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(report.at("/original/sha256").asString());
        assertThat(texts(report.at("/edit/changed"), "/name"))
                .containsExactly("blk.0.ffn_up.weight", "blk.1.ffn_up.weight");
        assertThat(texts(report.at("/edit/changed"), "/rows")).containsExactly("2", "1");
        assertThat(texts(report.at("/questions"), "/name"))
                .containsExactly("bundled:people-test", "bundled:medicines");
        assertThat(texts(report.at("/questions"), "/asked")).containsExactly("6", "40");
        assertThat(texts(report.at("/benchmarks"), "/name"))
                .containsExactly("falseqa", "faitheval", "sycophancy", "jailbreak-as-is");
        assertThat(report.at("/text/ratio/value").asDouble()).isPositive().isNotEqualTo(1);
        assertThat(report.at("/choices/items").size()).isEqualTo(2);
        assertThat(report.at("/settings/seed").asString()).isEqualTo("7");
        assertThat(report.at("/from/code").asString()).matches("[0-9a-f]{64}");
        assertThat(Files.readString(whole.resolve("validate.json")))
                .doesNotContain(shared.toString());
        Checksums.read(whole).require(whole);
    }

    /// Counted here from the single questions, by the definitions of the format's page.
    @Test
    void everyRateOfTheQuestionsFollowsFromItsItems() throws IOException {
        boolean changed = false;
        for (JsonNode set : json(whole).at("/questions")) {
            JsonNode items = set.at("/items");
            assertThat(items.size()).isEqualTo(set.at("/asked").asInt());
            for (String side : List.of("original", "edited")) {
                String shift = side.equals("original") ? "/shift/before" : "/shift/after";
                long right = count(items, item -> item.at("/" + side).asString().equals("RIGHT"));
                long wrong = count(items, item -> item.at("/" + side).asString().equals("WRONG"));
                requireTally(line(set, "right").at(shift), right, items.size());
                requireTally(line(set, "wrong, of answered").at(shift), wrong, right + wrong);
                requireTally(line(set, "wrong, of all").at(shift), wrong, items.size());
                assertThat(set.at("/" + side + "/right").asLong()).isEqualTo(right);
            }
            JsonNode right = line(set, "right").at("/shift");
            assertThat(right.at("/points").asDouble())
                    .isCloseTo(
                            100
                                    * (right.at("/after/rate").asDouble()
                                            - right.at("/before/rate").asDouble()),
                            within(1e-9));
            assertThat(right.at("/test/lost").asLong())
                    .isEqualTo(
                            count(
                                    items,
                                    item ->
                                            item.at("/original").asString().equals("RIGHT")
                                                    && !item.at("/edited")
                                                            .asString()
                                                            .equals("RIGHT")));
            assertThat(set.at("/changedReplies").asLong())
                    .isEqualTo(count(items, item -> item.at("/changedReply").asBoolean()));
            changed |= set.at("/changedReplies").asInt() > 0;
        }
        assertThat(changed).as("the edit changes replies").isTrue();
        JsonNode known = json(whole).at("/questions/0");
        JsonNode kept = line(known, "right before, right still").at("/shift/before");
        assertThat(kept.at("/of").asInt()).isEqualTo(known.at("/original/right").asInt());
    }

    private static JsonNode line(JsonNode set, String measure) {
        return set.at("/lines")
                .valueStream()
                .filter(line -> line.at("/measure").asString().equals(measure))
                .findFirst()
                .orElseThrow();
    }

    private static void requireTally(JsonNode tally, long count, long of) {
        assertThat(tally.at("/count").asLong()).isEqualTo(count);
        assertThat(tally.at("/of").asLong()).isEqualTo(of);
    }

    @Test
    void everyItemOfABenchmarkIsCountedOnceForEachModel() throws IOException {
        for (JsonNode benchmark : json(whole).at("/benchmarks")) {
            for (JsonNode reading : benchmark.at("/readings")) {
                for (String side : List.of("original", "edited")) {
                    int counted =
                            Stream.of("complied", "resisted", "unscorable", "excluded")
                                    .mapToInt(name -> reading.at("/" + side + "/" + name).asInt())
                                    .sum();
                    assertThat(counted).isEqualTo(benchmark.at("/asked").asInt());
                }
                JsonNode shift = reading.at("/shift");
                assertThat(shift.at("/before/of")).isEqualTo(shift.at("/after/of"));
                assertThat(shift.at("/before/of").asInt()).isEqualTo(shift.at("/both").asInt());
            }
            assertThat(benchmark.at("/items").size()).isEqualTo(benchmark.at("/asked").asInt());
        }
    }

    @Test
    void theTerminalShowsRatesCountsAndWhereEverythingIs() {
        assertThat(first.out())
                .startsWith("edited.gguf against atlas-instruct.gguf, the bundled test model\n")
                .contains(
                        "2 of ",
                        "blk.0.ffn_up.weight (F32, 2 of 48 rows)",
                        "wrong, of answered",
                        "declined",
                        "perplexity of bundled:held-out.txt: ",
                        "faitheval, by log-probability, edited",
                        "Everything: " + whole.resolve("validate.json"))
                .doesNotContain("NaN")
                .as("minus signs as in other summaries")
                .doesNotContainPattern("[ \\[]-[0-9]");
    }

    @Test
    void aKilledRunGoesOnAndEndsTheSame() throws IOException {
        Path run = Files.createDirectory(dir.resolve("cut"));
        Files.copy(whole.resolve("run.json"), run.resolve("run.json"));
        for (String log : LOGS) {
            String text = Files.readString(whole.resolve(log));
            // In the midst of a record, as a kill leaves it: some logs while the original is asked.
            int part = log.startsWith("trials") ? text.length() / 3 : text.length() * 3 / 4;
            Files.writeString(run.resolve(log), text.substring(0, part));
        }
        CommandRun again = validate(run);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(run.resolve("validate.json"))
                .hasSameTextualContentAs(whole.resolve("validate.json"));
        assertThat(run.resolve("report.html"))
                .hasSameTextualContentAs(whole.resolve("report.html"));
        for (String log : LOGS) {
            assertThat(Files.readAllLines(run.resolve(log)))
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(whole.resolve(log)));
        }
        CommandRun other = validate(run, "--seed", "8");
        assertThat(other.code()).isEqualTo(ExitCode.RUN_REFUSED.code());
        assertThat(other.err()).contains("was begun with another seed: 7, now 8");
    }

    @Test
    void whatWasSaidStandsInTheResultOnlyIfAskedForAndNeverOfHarm() throws IOException {
        for (JsonNode set : json(whole).at("/questions")) {
            assertThat(count(set.at("/items"), item -> !item.at("/texts").isNull())).isZero();
        }
        Path run = dir.resolve("run");
        CommandRun texts = validate(run, "--texts", "--limit", "2", "--json");
        assertThat(texts.code()).as(texts.err()).isZero();
        assertThat(texts.out()).isEqualTo(Files.readString(run.resolve("validate.json")));
        JsonNode report = json(run);
        assertThat(report.at("/questions/1/items/0/texts/asked").asString())
                .startsWith("what is the use of");
        assertThat(report.at("/benchmarks/0/items/0/texts/original").size()).isEqualTo(1);
        assertThat(report.at("/benchmarks/3/name").asString()).isEqualTo("jailbreak-as-is");
        assertThat(count(report.at("/benchmarks/3/items"), item -> !item.at("/texts").isNull()))
                .isZero();
    }

    @Test
    void anEditThatChangedNothingIsRefused() throws IOException {
        Path run = dir.resolve("run");
        Path copy = Files.copy(original, dir.resolve("copy.gguf"));
        CommandRun same = validate(run, "--edited", copy.toString());
        assertThat(same.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(same.err())
                .contains(
                        "copy.gguf: SHA-256: is that of atlas-instruct.gguf: nothing was changed");
        Path renamed = EditedModel.renamed(original, dir.resolve("renamed.gguf"), "other");
        CommandRun tensors = validate(run, "--edited", renamed.toString());
        assertThat(tensors.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(tensors.err())
                .containsPattern("tensors: all \\d+ are those of atlas-instruct.gguf")
                .contains("nothing was changed, expected an edited copy");
        assertThat(run).doesNotExist();
    }

    @Test
    void aModelThatDiffersInMoreThanWeightsIsRefusedByName() {
        refuses("layers: 3, expected 2", TinyModels.layers(3), TinyModels.chatTemplate());
        refuses("context: 320, expected 640", TinyModels.context(320), TinyModels.chatTemplate());
        refuses(
                "chat template or tokenizer: gives a conversation other tokens",
                TinyModels.chatTemplate(
                        "{% for message in messages %}{{ message['content'] + eos_token }}{% endfor %}"));
        refuses("is missing, expected a chat template for validate");
    }

    private void refuses(String message, TinyModels.Option... options) {
        Path run = dir.resolve("run");
        Path other = TinyModels.write(dir.resolve("other.gguf"), tiny(options));
        CommandRun refused = validate(run, "--edited", other.toString());
        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(refused.err()).contains("other.gguf: ", message).hasLineCount(1);
        assertThat(run).doesNotExist();
    }

    /// Of the bundle's shape, but for what the options say.
    private TinyModels.Option[] tiny(TinyModels.Option... options) {
        return Stream.concat(
                        Stream.of(
                                TinyModels.width(32),
                                TinyModels.ffn(48),
                                TinyModels.vocabulary(700),
                                TinyModels.context(640),
                                TinyModels.untied()),
                        Stream.of(options))
                .toArray(TinyModels.Option[]::new);
    }

    /// Formats that order rows differently are not compared tensor by tensor.
    @Test
    void aHuggingFaceFolderIsHeldAgainstAFolderOrAFile() throws IOException {
        float[] rows = new float[24 * 40];
        Arrays.fill(rows, 0.25f);
        Path folder = TinyFolder.write(dir.resolve("own"), TinyModels.chatTemplate());
        Path file = TinyModels.write(dir.resolve("own.gguf"), TinyModels.chatTemplate());
        Path edit =
                TinyFolder.write(
                        dir.resolve("edit"),
                        TinyModels.chatTemplate(),
                        TinyModels.tensor("blk.0.ffn_up.weight", rows, 24, 40));
        Path text =
                Files.writeString(dir.resolve("lines.txt"), "the sea\na red sea\nthe sea is red\n");
        JsonNode folders = onText(folder, edit, text);
        assertThat(texts(folders.at("/edit/changed"), "/name"))
                .containsExactly("blk.0.ffn_up.weight");
        assertThat(folders.at("/edit/changed/0/rows").asInt()).isEqualTo(40);
        JsonNode mixed = onText(file, edit, text);
        assertThat(mixed.at("/edit").isNull()).isTrue();
        assertThat(mixed.at("/notes").toString()).contains("stored in different formats");
        assertThat(mixed.at("/text/edited")).isEqualTo(folders.at("/text/edited"));
        assertThat(mixed.at("/text/ratio/value").asDouble()).isNotEqualTo(1);
    }

    private JsonNode onText(Path model, Path other, Path text) throws IOException {
        Path run = dir.resolve("run-" + model.getFileName());
        CommandRun done =
                CommandRun.bundled(
                        bundle,
                        "validate",
                        "--model",
                        model.toString(),
                        "--edited",
                        other.toString(),
                        "--text",
                        text.toString(),
                        "--by-line",
                        "--out",
                        run.toString());
        assertThat(done.code()).as(done.err()).isZero();
        return json(run);
    }

    @Test
    void wrongOptionsAndFilesAreRefused() {
        Path run = dir.resolve("run");
        CommandRun none = CommandRun.bundled(bundle, "validate", "--out", run.toString());
        assertThat(none.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(none.err()).contains("--edited");
        CommandRun nothing =
                CommandRun.bundled(
                        bundle,
                        "validate",
                        "--model",
                        original.toString(),
                        "--edited",
                        edited.toString(),
                        "--out",
                        run.toString());
        assertThat(nothing.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(nothing.err()).contains("--mmlu are missing, expected at least one");
        CommandRun missing = validate(run, "--edited", dir.resolve("none.gguf").toString());
        assertThat(missing.code()).isNotZero();
        assertThat(missing.err()).contains("none.gguf");
        assertThat(run).doesNotExist();
        CommandRun questions = validate(run, "--questions", dir.resolve("none.jsonl").toString());
        assertThat(questions.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(questions.err()).contains("none.jsonl: no such file");
        assertThat(run.resolve("run.json")).doesNotExist();
    }

    /// The rows of `W_up` times α are the dial at α: one model edited to α = 0 and one to α = 3
    /// differ as those positions do in what is published of the dial.
    @Test
    void editsOfTheBundledModelMoveComplianceAsItsDialDoes() throws IOException {
        Bundle own = Bundle.own();
        List<NeuronId> neurons = ProbeFile.read(own.probeFile()).hNeurons().asList();
        Path quiet = dir.resolve("quiet.gguf");
        Path loud = dir.resolve("loud.gguf");
        try (var model = own.model(Stage.INSTRUCT)) {
            EditedModel.of(model, quiet, neurons, 0);
            EditedModel.of(model, loud, neurons, 3);
        }
        Path run = dir.resolve("run");
        CommandRun compared =
                CommandRun.piped(
                        "validate",
                        "--model",
                        quiet.toString(),
                        "--edited",
                        loud.toString(),
                        "--bench",
                        "sycophancy=" + own.file("questions/sycophancy.jsonl"),
                        "--out",
                        run.toString());
        assertThat(compared.code()).as(compared.err()).isZero();
        JsonNode report = json(run);
        JsonNode reading = report.at("/benchmarks/0/readings/0");
        assertThat(reading.at("/shift/points").asDouble()).isPositive();
        assertThat(reading.at("/shift/interval/low").asDouble()).isPositive();
        JsonNode published = published();
        if (report.at("/from/vectorBits").equals(published.at("/from/vectorBits"))) {
            JsonNode doses = sycophancy(published).at("/readings/0/sets/0/doses");
            int unasked = doses.at("/0/excluded").asInt() + doses.at("/2/excluded").asInt();
            for (String count : List.of("complied", "resisted", "unscorable")) {
                // α = 0 is exact, but for what is asked: what is right at first under α = 0 here,
                // and there under α = 1, if that was asked beforehand. At 3 the rows are rounded to
                // F16 once more.
                assertThat(reading.at("/original/" + count).asInt())
                        .isCloseTo(doses.at("/0/" + count).asInt(), within(unasked));
                assertThat(reading.at("/edited/" + count).asInt())
                        .isCloseTo(doses.at("/6/" + count).asInt(), within(6 + unasked));
            }
        }
    }

    private static JsonNode published() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(Path.of("../docs/results/dial-atlas/comply.json")));
    }

    private static JsonNode sycophancy(JsonNode report) {
        return report.at("/benchmarks")
                .valueStream()
                .filter(each -> each.at("/name").asString().equals("sycophancy"))
                .findFirst()
                .orElseThrow();
    }
}
