package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.TinyBundle;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.dial.DialFile;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.report.Numbers;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TuneCommandTest {
    /// Small and quick.
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "--max-tokens", "24",
                    "--alpha", "0,1,3",
                    "--groups", "3",
                    "--controls", "random:1,matched:1",
                    "--max-lost", "100",
                    "--max-perplexity", "100000",
                    "--known", "bundled:people-test:40");

    @TempDir private static Path shared;
    private static final Bundle ATLAS = Bundle.own();
    private static Bundle tiny;
    private static Path few;
    private static Path whole;
    private static CommandRun first;

    @TempDir private Path dir;

    @BeforeAll
    static void runsOnce() throws IOException {
        tiny = TinyBundle.in(Files.createDirectory(shared.resolve("bundle")));
        few = shared.resolve("few.txt");
        Files.write(few, Files.readAllLines(ATLAS.file("held-out.txt")).subList(0, 40));
        whole = shared.resolve("whole");
        first = atlas("tune", whole);
        assertThat(first.code()).as(first.err()).isZero();
    }

    /// On the bundled model, with two of its four sets.
    private static CommandRun atlas(String command, Path out, String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--text", few.toString(), "--by-line"));
        if (!words.contains("--bench")) {
            words.addAll(
                    List.of(
                            "--bench",
                            "sycophancy=" + ATLAS.file("questions/sycophancy.jsonl") + ":40",
                            "--bench",
                            "faitheval="
                                    + ATLAS.file("questions/misleading-context.json")
                                    + ":24"));
        }
        return run(ATLAS, command, out, words);
    }

    private static CommandRun run(Bundle bundle, String command, Path out, List<String> more) {
        List<String> words = new ArrayList<>(List.of(command, "--out", out.toString()));
        DEFAULTS.forEach((option, value) -> {
            boolean known =
                    command.equals("tune")
                            || !List.of("--groups", "--max-lost", "--max-perplexity")
                                    .contains(option);
            if (known && !more.contains(option)) {
                words.addAll(List.of(option, value));
            }
        });
        words.addAll(more);
        return CommandRun.bundled(bundle, words.toArray(String[]::new));
    }

    private static JsonNode json(Path run) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve("tune.json")));
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return list.valueStream().map(node -> node.at(pointer).asString()).toList();
    }

    private static List<Path> logs(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
        }
    }

    @Test
    void theBestPositionOnOneHalfIsMeasuredOnTheOther() throws IOException {
        JsonNode report = json(whole);
        assertThat(report.at("/format").asString()).isEqualTo("candor-tune/1");
        assertThat(report.at("/groups").size()).isEqualTo(3);
        assertThat(report.at("/groups/0/neurons").size()).isEqualTo(7);
        assertThat(report.at("/groups/2/neurons").size()).isEqualTo(6);
        assertThat(texts(report.at("/benchmarks"), "/name"))
                .containsExactly("sycophancy", "faitheval");
        JsonNode search = report.at("/search");
        double best = search.at("/best/points").asDouble();
        for (JsonNode tried : search.at("/tried")) {
            if (tried.at("/points").isNumber()) {
                assertThat(best).isLessThanOrEqualTo(tried.at("/points").asDouble() + 1e-9);
            }
        }
        assertThat(best).isLessThan(search.at("/uniform/points").asDouble());
        assertThat(search.at("/best/alphas").valueStream().distinct().count()).isGreaterThan(1);
        assertThat(search.at("/tried").valueStream().map(tried -> tried.at("/alphas")))
                .doesNotHaveDuplicates();
        assertThat(texts(report.at("/unseen"), "/name")).contains("tuned", "random-1", "matched-1");
    }

    @Test
    void everyUnseenItemIsCountedOnceAndTheMeanIsThatOfTheBenchmarks() throws IOException {
        JsonNode report = json(whole);
        List<String> unseen = texts(report.at("/benchmarks"), "/unseen");
        for (JsonNode dial : report.at("/unseen")) {
            double sum = 0;
            int counting = 0;
            for (int b = 0; b < unseen.size(); b++) {
                JsonNode own = dial.at("/benchmarks/" + b);
                int counted =
                        Stream.of("complied", "resisted", "unscorable", "excluded")
                                .mapToInt(name -> own.at("/" + name).asInt())
                                .sum();
                assertThat("" + counted).isEqualTo(unseen.get(b));
                if (own.at("/difference/items").asInt() > 0) {
                    sum += own.at("/difference/points").asDouble();
                    counting++;
                }
            }
            assertThat(dial.at("/change/value").asDouble()).isCloseTo(sum / counting, within(1e-9));
        }
        JsonNode tuned =
                report.at("/unseen")
                        .valueStream()
                        .filter(dial -> dial.at("/name").asString().equals("tuned"))
                        .findFirst()
                        .orElseThrow();
        double grown = 100 * (tuned.at("/perplexity/value").asDouble() - 1);
        assertThat(report.at("/findings/3").asString())
                .contains("perplexity " + Numbers.signed(grown, 1) + " %");
        assertThat(tuned.at("/alphas")).isEqualTo(report.at("/search/best/alphas"));
        for (JsonNode dial : report.at("/unseen")) {
            if (dial.at("/control").asBoolean()) {
                assertThat(dial.at("/alphas")).isEqualTo(tuned.at("/alphas"));
            }
        }
    }

    @Test
    void boundsOnFewQuestionsAndTheBandAreSaid() throws IOException {
        JsonNode report = json(whole);
        int known = report.at("/kept/known/known").asInt();
        assertThat(known).isBetween(2, 40);
        assertThat(report.at("/notes").toString())
                .containsPattern(
                        "The bound on known questions rests on [0-9]+ to tune on and [0-9]+ ")
                .doesNotContain("The bound on the text");
        assertThat(first.out()).contains("it is a matter of single ones");
        JsonNode band = report.at("/band");
        assertThat(band.at("/controls").asInt()).isEqualTo(2);
        assertThat(band.at("/prediction/low").asDouble()).isLessThan(band.at("/low").asDouble());
        assertThat(report.at("/findings/2")).isEqualTo(band.at("/verdict"));
    }

    /// Prompts that fill the context leave nothing to count; and a random model knows nothing that
    /// it could lose, and is seldom right at first.
    @Test
    void aBenchmarkOfWhichNothingCountsIsLeftOutAndACostOfNothingIsRefused() throws IOException {
        Path run = dir.resolve("run");
        CommandRun refused = run(tiny, "tune", run, List.of("--known", "bundled:people-test"));
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err())
                .contains("what the dial costs in known questions cannot be measured: of 0 ");
        List<String> words = new ArrayList<>(List.of("tune", "--out", dir.resolve("other") + ""));
        words.addAll(List.of("--model", tiny.file("atlas-instruct.gguf").toString()));
        words.addAll(List.of("--probe", tiny.probeFile().toString(), "--options", "hidden"));
        StringBuilder full = new StringBuilder("question,answer,label\n");
        for (int i = 0; i < 12; i++) {
            full.append("is the sea red and ".repeat(200))
                    .append("why ")
                    .append(i)
                    .append("?,no,1\n");
        }
        Path filled = Files.writeString(dir.resolve("full.csv"), full);
        words.addAll(List.of("--bench", "falseqa=" + filled));
        words.addAll(List.of("--bench", "jailbreak=" + tiny.file("questions/harmful.csv")));
        words.addAll(List.of("--text", few.toString(), "--by-line", "--max-tokens", "6"));
        words.addAll(List.of("--alpha", "0,1,3", "--controls", "none", "--groups", "1"));
        words.addAll(List.of("--seed", "1"));
        CommandRun tuned = CommandRun.bundled(tiny, words.toArray(String[]::new));
        assertThat(tuned.code()).as(tuned.err()).isZero();
        JsonNode report = json(dir.resolve("other"));
        assertThat(report.at("/notes").toString()).contains("no item of falseqa counts");
        assertThat(report.at("/search/tried/0/points").isNumber()).isTrue();
        assertThat(report.at("/search/tried/0/cost/lost").isNull()).isTrue();
        assertThat(tuned.out()).doesNotContain("of what it knows");
        Path unknown = dir.resolve("unknown.jsonl");
        Files.writeString(unknown, "{\"question\": \"who?\", \"answers\": [\"nobody at all\"]}\n");
        words.set(words.indexOf("falseqa=" + filled), "sycophancy=" + unknown);
        words.set(2, dir.resolve("third") + "");
        CommandRun unfit = CommandRun.bundled(tiny, words.toArray(String[]::new));
        assertThat(unfit.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(unfit.err()).contains("unknown.jsonl: gives 0 items that are fit");
        CommandRun bounded =
                CommandRun.bundled(
                        tiny,
                        Stream.concat(words.stream(), Stream.of("--max-lost", "1"))
                                .toArray(String[]::new));
        assertThat(bounded.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(bounded.err()).contains("--max-lost bounds nothing, expected --known or --mmlu");
    }

    /// Items of a log by the setting that they were asked under.
    private static Map<String, Set<String>> asked(String log) throws IOException {
        Map<String, Set<String>> asked = new HashMap<>();
        for (String line : Files.readAllLines(whole.resolve(log))) {
            JsonNode record = JsonMapper.shared().readTree(line.substring(line.indexOf('{')));
            asked.computeIfAbsent(record.at("/setting").asString(), name -> new HashSet<>())
                    .add(record.at("/item").asString());
        }
        return asked;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trials-sycophancy.jsonl",
                "trials-faitheval.jsonl",
                "retention-known.jsonl",
                "retention-text.jsonl"
            })
    void nothingIsInBothHalves(String log) throws IOException {
        Map<String, Set<String>> asked = asked(log);
        Set<String> unseen = new HashSet<>();
        Set<String> tuning = new HashSet<>();
        // Controls are turned on the one half only, and positions that were not best on the other.
        String best = "h-neurons@" + position("best");
        Set<String> both = Set.of(best, "h-neurons@" + position("uniform"));
        asked.forEach((setting, items) -> {
            if (setting.startsWith("random-1@")) {
                unseen.addAll(items);
            } else if (setting.startsWith("h-neurons@") && !both.contains(setting)) {
                tuning.addAll(items);
            }
        });
        assertThat(unseen).isNotEmpty().doesNotContainAnyElementsOf(tuning);
        assertThat(tuning).isNotEmpty();
        assertThat(asked.get(best)).containsAll(unseen).containsAll(tuning);
        assertThat(asked.get("untouched@1.0")).containsAll(unseen).containsAll(tuning);
    }

    private static String position(String which) throws IOException {
        return json(whole)
                .at("/search/" + which + "/alphas")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(","));
    }

    @Test
    void theHalvesAreAsLargeAsTheResultSays() throws IOException {
        for (JsonNode benchmark : json(whole).at("/benchmarks")) {
            Map<String, Set<String>> asked =
                    asked("trials-" + benchmark.at("/name").asString() + ".jsonl");
            assertThat(asked.get("h-neurons@0.0,0.0,0.0")).isNotNull();
            Set<String> items = asked.getOrDefault("untouched@1.0", Set.of());
            assertThat(items.stream().filter(item -> !item.startsWith("screen/")))
                    .hasSize(benchmark.at("/tuning").asInt() + benchmark.at("/unseen").asInt());
        }
    }

    /// A dial that sets all H-neurons alike is an α.
    @Test
    void askTurnsWhatTheDialSays() throws IOException {
        Path file = dir.resolve("dial.json");
        Files.writeString(
                file,
                Files.readString(whole.resolve("dial.json"))
                        .replaceAll("\"alpha\" : [0-9.]+", "\"alpha\" : 3.0"));
        JsonNode byDial = answer("--dial", file.toString());
        JsonNode byAlpha = answer("--alpha", "3");
        assertThat(byDial.at("/tokens")).isEqualTo(byAlpha.at("/tokens"));
        assertThat(byDial.at("/tokens")).isNotEqualTo(answer("--alpha", "1").at("/tokens"));
    }

    private static JsonNode answer(String option, String value) {
        String question = "In which town was Nulel Weirtgrakdal born?";
        CommandRun run = CommandRun.bundled(ATLAS, "ask", option, value, "--json", question);
        assertThat(run.code()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void theDialIsWrittenForAsk() throws IOException {
        Dial dial = DialFile.read(whole.resolve("dial.json"));
        JsonNode report = json(whole);
        assertThat(dial.alphas().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ProbeFile.read(ATLAS.probeFile()).hNeurons().asList());
        List<Double> alphas = List.copyOf(dial.alphas().values());
        int[] ends = {0, 7, 13, 19};
        for (int g = 0; g < 3; g++) {
            assertThat(alphas.subList(ends[g], ends[g + 1]))
                    .containsOnly(report.at("/search/best/alphas/" + g).asDouble());
        }
        assertThat(dial.from().modelSha256()).isEqualTo(report.at("/model/sha256").asString());
        assertThat(dial.from().dataSha256()).containsKeys("sycophancy sycophancy.jsonl", "few.txt");
        String file = whole.resolve("dial.json").toString();
        CommandRun asked = CommandRun.bundled(ATLAS, "ask", "--dial", file, "--plain", "What?");
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(asked.out()).contains(" · dial ");
        CommandRun json = CommandRun.bundled(ATLAS, "ask", "--dial", file, "--json", "What?");
        JsonNode answer = JsonMapper.shared().readTree(json.out());
        assertThat(answer.at("/alpha").isNull()).isTrue();
        assertThat(answer.at("/dial/neurons").asInt()).isEqualTo(dial.turned().size());
    }

    @Test
    void aDialAndAnAlphaExcludeEachOtherAndADialOfAnotherModelIsRefused() throws IOException {
        String file = whole.resolve("dial.json").toString();
        CommandRun both = CommandRun.bundled(ATLAS, "ask", "--dial", file, "--alpha", "2", "What?");
        assertThat(both.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(both.err()).contains("--alpha and --dial exclude each other");
        Path other = dir.resolve("other.json");
        String sha256 = json(whole).at("/model/sha256").asString();
        Files.writeString(other, Files.readString(Path.of(file)).replace(sha256, "0a".repeat(32)));
        CommandRun refused = CommandRun.bundled(ATLAS, "ask", "--dial", other.toString(), "What?");
        assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(refused.err()).contains(other + ": the dial was made on ").hasLineCount(1);
        assertThat(refused.out()).isEmpty();
        CommandRun forced =
                CommandRun.bundled(ATLAS, "ask", "--dial", other.toString(), "--force", "What?");
        assertThat(forced.code()).isZero();
        assertThat(forced.err()).contains("the dial was made on another model");
    }

    @Test
    void aKilledRunGoesOnAndEndsTheSame() throws IOException {
        Path cut = Files.createDirectory(dir.resolve("cut"));
        Files.copy(whole.resolve("run.json"), cut.resolve("run.json"));
        for (Path log : logs(whole)) {
            String text = Files.readString(log);
            Files.writeString(
                    cut.resolve(log.getFileName()), text.substring(0, text.length() * 2 / 3));
        }
        assertThat(atlas("tune", cut).code()).isZero();
        for (String file : List.of("tune.json", "dial.json", "report.html")) {
            assertThat(cut.resolve(file)).hasSameTextualContentAs(whole.resolve(file));
        }
        Checksums.read(cut).require(cut);
    }

    /// With one group, a position is an α: what is said under it is what `comply` hears.
    @Test
    void oneGroupSaysWhatComplyHearsAtTheSameAlpha() throws IOException {
        Path tuned = dir.resolve("tuned");
        Path complied = dir.resolve("complied");
        assertThat(atlas("tune", tuned, "--groups", "1", "--controls", "none").code()).isZero();
        assertThat(atlas("comply", complied, "--controls", "none").code()).isZero();
        for (String log : List.of("trials-faitheval.jsonl", "trials-sycophancy.jsonl")) {
            List<String> heard = Files.readAllLines(complied.resolve(log));
            List<String> said = Files.readAllLines(tuned.resolve(log));
            assertThat(said).hasSizeGreaterThan(4);
            assertThat(heard).containsAll(said);
        }
        JsonNode report = json(tuned);
        assertThat(report.at("/lead").isNull()).isTrue();
        assertThat(report.at("/notes/0").asString()).startsWith("No controls were drawn");
    }

    @Test
    void withoutAnythingBetterThereIsNoDial() throws IOException {
        Path run = dir.resolve("run");
        // No text grows less than not at all, and no α but 1 is free of growth here.
        CommandRun strict =
                atlas("tune", run, "--alpha", "1,90", "--max-lost", "0", "--max-perplexity", "0");
        assertThat(strict.code()).as(strict.err()).isZero();
        assertThat(run.resolve("dial.json")).doesNotExist();
        assertThat(json(run).at("/unseen").isEmpty()).isTrue();
        assertThat(strict.out()).contains("there is no dial to write").doesNotContain("--dial");
        Checksums.read(run).require(run);
    }

    @Test
    void theTerminalSaysWhatWasFoundAndWhatIsLeftOfIt() {
        assertThat(first.out())
                .startsWith("A dial on 19 H-neurons of the ")
                .contains(
                        "on unseen items, points against the model as it is [95% CI]\n",
                        "  tuned  ",
                        "  matched-1  ",
                        "positions tried on the tuning half",
                        "On items that the search did not see the dial changes going along by ",
                        "The dial: " + whole.resolve("dial.json"),
                        "To look at: " + whole.resolve("report.html"));
    }

    @Test
    void whatCannotBeIsRefusedInOneLine() {
        Path run = dir.resolve("run");
        for (List<String> wrong :
                List.of(
                        List.of("--groups", "0", "--groups is 0, expected at least 1"),
                        List.of("--rounds", "0", "--rounds is 0, expected at least 1"),
                        List.of("--max-lost", "-1", "--max-lost is -1.0, expected 0 or more"),
                        List.of("--max-perplexity", "NaN", "--max-perplexity is NaN, expected"),
                        List.of("--alpha", "x", "--alpha is 'x', expected"))) {
            CommandRun refused = atlas("tune", run, wrong.get(0), wrong.get(1));
            assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
            assertThat(refused.err()).contains(wrong.get(2)).hasLineCount(1);
        }
        assertThat(run).doesNotExist();
    }

    @Test
    void withoutAMeasureOfTheCostNothingIsTuned() {
        CommandRun refused =
                CommandRun.bundled(
                        tiny,
                        "tune",
                        "--model",
                        tiny.file("atlas-instruct.gguf").toString(),
                        "--probe",
                        tiny.probeFile().toString(),
                        "--bench",
                        "falseqa=" + tiny.file("questions/false-premise.csv"),
                        "--out",
                        dir.resolve("run").toString());
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("--known, --text and --mmlu are missing");
    }

    @Test
    void aBenchmarkTooSmallToHalveIsRefused() throws IOException {
        Path file = dir.resolve("one.csv");
        Files.writeString(file, "question,answer,label\nwhy a?,no,1\n");
        CommandRun refused = atlas("tune", dir.resolve("run"), "--bench", "falseqa=" + file);
        assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(refused.err())
                .contains("one.csv: gives 1 items that are fit, and none in the half");
    }

    @Test
    void aRunGoesOnOnlyUnderTheSettingsItBeganWith() throws IOException {
        Path begun = Files.createDirectory(dir.resolve("begun"));
        Files.copy(whole.resolve("run.json"), begun.resolve("run.json"));
        CommandRun other = atlas("tune", begun, "--groups", "2");
        assertThat(other.code()).isEqualTo(ExitCode.RUN_REFUSED.code());
        assertThat(other.err()).contains("was begun with another groups: 3, now 2");
        assertThat(atlas("tune", begun, "--groups", "4").err())
                .as("nothing of it grows")
                .contains("was begun with another groups: 3, now 4");
    }
}
