package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.TinyBundle;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.report.Origin;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.Sha256;
import dev.candor.lab.testing.FakeEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComplyCommandTest {
    private static final List<String> LOGS =
            List.of(
                    "sets.jsonl",
                    "trials-falseqa.jsonl",
                    "trials-faitheval.jsonl",
                    "trials-sycophancy.jsonl",
                    "trials-jailbreak-as-is.jsonl",
                    "retention-known.jsonl",
                    "retention-text.jsonl",
                    "linearity.jsonl");

    /// Small and quick.
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "--max-tokens", "6",
                    "--alpha", "0,0.5,3",
                    "--controls", "random:2,layer:1,matched:1",
                    "--threads", "1");

    @TempDir private static Path shared;
    private static Bundle bundle;
    private static Path whole;
    private static CommandRun first;

    @TempDir private Path dir;

    @BeforeAll
    static void runsOnceWithoutOptions() throws IOException {
        Path folder = Files.createDirectory(shared.resolve("bundle"));
        bundle = TinyBundle.in(folder);
        whole = shared.resolve("whole");
        first = comply(whole);
        assertThat(first.code()).as(first.err()).isZero();
    }

    /// On the bundled model, with its probe and its four sets.
    private static CommandRun comply(Path out, String... more) {
        List<String> words = new ArrayList<>(List.of("comply", "--out", out.toString()));
        DEFAULTS.forEach((option, value) -> {
            if (!List.of(more).contains(option)) {
                words.addAll(List.of(option, value));
            }
        });
        words.addAll(List.of(more));
        return CommandRun.bundled(bundle, words.toArray(String[]::new));
    }

    private static JsonNode json(Path run) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve("comply.json")));
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return list.valueStream().map(node -> node.at(pointer).asString()).toList();
    }

    @Test
    void withoutOptionsAllFourBenchmarksOfTheBundledModelAreDialled() throws IOException {
        JsonNode report = json(whole);
        assertThat(report.at("/format").asString()).isEqualTo("candor-comply/1");
        assertThat(report.at("/model/bundled").asBoolean()).isTrue();
        assertThat(report.at("/probe/hNeurons").asInt()).isEqualTo(3);
        assertThat(texts(report.at("/sets"), "/name"))
                .containsExactly("h-neurons", "random-1", "random-2", "layer-1", "matched-1");
        assertThat(report.at("/sets").valueStream().map(set -> set.at("/neurons").size()))
                .allMatch(size -> size == 3);
        assertThat(texts(report.at("/benchmarks"), "/name"))
                .containsExactly("falseqa", "faitheval", "sycophancy", "jailbreak-as-is");
        assertThat(texts(report.at("/benchmarks"), "/items")).containsExactly("4", "6", "4", "6");
        assertThat(texts(report.at("/benchmarks"), "/measure"))
                .containsExactly(
                        "premise accepted",
                        "context believed",
                        "right answer given up",
                        "not refused");
        JsonNode reading = report.at("/benchmarks/1/readings/0");
        assertThat(reading.at("/reading").asString()).isEqualTo("OPTIONS");
        assertThat(texts(reading.at("/sets/0/doses"), "/alpha"))
                .containsExactly("0.0", "0.5", "1.0", "3.0");
        assertThat(texts(reading.at("/sets/1/doses"), "/alpha"))
                .containsExactly("0.0", "1.0", "3.0");
        assertThat(reading.at("/sets/0/changes").size()).isEqualTo(2);
        assertThat(report.at("/settings/seed").asString()).isEqualTo("7");
        assertThat(report.at("/from/code").asString()).matches("[0-9a-f]{64}");
    }

    @Test
    void everySetSaysHowLoudItIsBesideTheHNeurons() throws IOException {
        JsonNode sets = json(whole).at("/sets");
        assertThat(sets.at("/0/loudness/ratio").asDouble()).isEqualTo(1);
        double own = sets.at("/0/loudness/contribution").asDouble();
        assertThat(own).isPositive();
        for (JsonNode set : sets) {
            assertThat(set.at("/loudness/ratio").asDouble())
                    .isPositive()
                    .isCloseTo(set.at("/loudness/contribution").asDouble() / own, within(1e-9));
        }
        assertThat(texts(sets, "/loudness/ratio").stream().distinct().count())
                .as("sets are not equally loud")
                .isEqualTo(5);
    }

    @Test
    void everyBandSaysWhatOneMoreControlWouldDo() throws IOException {
        int slopes = 0;
        for (JsonNode benchmark : json(whole).at("/benchmarks")) {
            for (JsonNode reading : benchmark.at("/readings")) {
                JsonNode band = reading.at("/band");
                if (band.at("/controls").asInt() < 2 || band.at("/pValue").isNull()) {
                    continue;
                }
                slopes++;
                assertThat(band.at("/pValue").asDouble())
                        .isBetween(1.0 / (1 + band.at("/controls").asInt()), 1.0);
                assertThat(band.at("/prediction/low").asDouble())
                        .isLessThanOrEqualTo(band.at("/low").asDouble() + 1e-9);
                assertThat(band.at("/prediction/high").asDouble())
                        .isGreaterThanOrEqualTo(band.at("/high").asDouble() - 1e-9);
            }
        }
        assertThat(slopes).isPositive();
    }

    @Test
    void repliesThatAreReadAreLookedAtWithoutThoseThatWereCutToo() throws IOException {
        JsonNode benchmarks = json(whole).at("/benchmarks");
        for (int b : List.of(0, 2, 3)) {
            assertThat(benchmarks.at("/" + b + "/readings/0/uncut").has("slope")).isTrue();
            assertThat(benchmarks.at("/" + b + "/readings/0/uncut").has("sharedSlope")).isTrue();
            assertThat(texts(benchmarks.at("/" + b + "/readings/0/uncut/controls"), "/set"))
                    .containsExactly("random-1", "random-2", "layer-1", "matched-1");
            assertThat(benchmarks.at("/" + b + "/readings/0/uncut/band").has("outside")).isTrue();
        }
        assertThat(benchmarks.at("/1/readings/0/reading").asString()).isEqualTo("OPTIONS");
        assertThat(benchmarks.at("/1/readings/0/uncut").isNull()).isTrue();
        // Six tokens are few.
        assertThat(json(whole).at("/notes").toString()).contains("a reply was cut in up to ");
        assertThat(first.out()).contains("a reply was cut in up to ");
    }

    @Test
    void everyItemIsCountedOnceAtEveryAlphaOfEverySet() throws IOException {
        json(whole)
                .at("/benchmarks")
                .forEach(benchmark ->
                        benchmark
                                .at("/readings")
                                .forEach(reading ->
                                        reading.at("/sets")
                                                .forEach(set ->
                                                        set.at("/doses")
                                                                .forEach(dose ->
                                                                        assertThat(counted(dose))
                                                                                .isEqualTo(
                                                                                        benchmark
                                                                                                .at(
                                                                                                        "/items")
                                                                                                .asInt())))));
    }

    @Test
    void onlyAnswersThatAreRightBeforehandAreDoubted() throws IOException {
        JsonNode sycophancy = json(whole).at("/benchmarks/2");
        assertThat(sycophancy.at("/screening/asked").asInt()).isEqualTo(6);
        assertThat(sycophancy.at("/screening/unfit").toString())
                .isEqualTo("{\"not right at first\":2}");
        JsonNode doses = sycophancy.at("/readings/0/sets/0/doses");
        assertThat(doses.at("/2/alpha").asDouble()).isEqualTo(1);
        assertThat(doses.at("/2/excluded").asInt()).as("by choice").isZero();
        assertThat(doses.at("/3/excluded").asInt()).as("the dial moves answers").isPositive();
        assertThat(sycophancy.at("/readings/0/sets/0/steady/items").asInt()).isLessThan(4);
        assertThat(json(whole).at("/benchmarks/0/screening/asked").asInt()).isZero();
        assertThat(json(whole).at("/benchmarks/0/readings/0/sets/0/steady").isNull()).isTrue();
        assertThat(first.out())
                .contains(
                        "4 items that are fit, of 6 asked beforehand (not right at first: 2)",
                        "on the same items at every one of these α: ");
    }

    @Test
    void aLimitOfAScreenedBenchmarkIsOneOfItemsThatPass() throws IOException {
        String doubts = "sycophancy=" + bundle.file("questions/sycophancy.jsonl");
        Path run = dir.resolve("run");
        CommandRun three = comply(run, "--bench", doubts + ":3", "--controls", "none");
        assertThat(three.code()).as(three.err()).isZero();
        JsonNode report = json(run);
        assertThat(report.at("/benchmarks/0/items").asInt()).isEqualTo(3);
        int asked = report.at("/benchmarks/0/screening/asked").asInt();
        assertThat(asked).isBetween(3, 6);
        assertThat(report.at("/benchmarks/0/screening/unfit/not right at first").asInt())
                .isEqualTo(asked - 3);
        assertThat(report.at("/settings/benchmarks").asString())
                .startsWith("sycophancy, items right beforehand of sycophancy.jsonl sha256 ");
        assertThat(report.at("/settings/items of sycophancy").asString()).isEqualTo("3");
        JsonNode settings = json(whole).at("/settings");
        assertThat(settings.at("/benchmarks").asString())
                .contains(
                        "falseqa, bundled:false-premise.csv",
                        "sycophancy, items right beforehand of bundled:sycophancy.jsonl");
        assertThat(settings.at("/items of falseqa").asString()).isEqualTo("4");
        assertThat(settings.at("/items of sycophancy").asString()).isEqualTo("6");
        assertThat(settings.at("/random controls").asString()).isEqualTo("2");
    }

    private static int counted(JsonNode dose) {
        return Stream.of("complied", "resisted", "unscorable", "excluded")
                .mapToInt(name -> dose.at("/" + name).asInt())
                .sum();
    }

    @Test
    void theTerminalSaysWhatMovedAndWhatTheControlsDid() {
        assertThat(first.out())
                .startsWith("The dial on 3 H-neurons of the ")
                .contains(
                        "the bundled test model\n",
                        "falseqa: false premises (bundled:false-premise.csv), 4 items\n",
                        "premise accepted, by reply, % [95% CI]\n",
                        "context believed, by log-probability, % [95% CI]\n",
                        "α = 0",
                        "  matched-1  ",
                        "the 4 control sets",
                        "  without replies that were cut, over the same: ",
                        "refused and not refused",
                        "Everything: " + whole.resolve("comply.json"))
                .as("minus signs as in other summaries")
                .doesNotContainPattern("[ \\[]-[0-9]");
    }

    @Test
    void aKilledRunGoesOnAndEndsTheSame() throws IOException {
        Path run = Files.createDirectory(dir.resolve("cut"));
        Files.copy(whole.resolve("run.json"), run.resolve("run.json"));
        for (String log : LOGS) {
            String text = Files.readString(whole.resolve(log));
            // In the midst of a record, as a kill leaves it.
            Files.writeString(run.resolve(log), text.substring(0, text.length() * 2 / 3));
        }
        assertThat(comply(run).code()).isZero();
        assertThat(run.resolve("comply.json"))
                .hasSameTextualContentAs(whole.resolve("comply.json"));
        assertThat(run.resolve("report.html"))
                .hasSameTextualContentAs(whole.resolve("report.html"));
        for (String log : LOGS) {
            assertThat(Files.readAllLines(run.resolve(log)))
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(whole.resolve(log)));
        }
        Checksums.read(run).require(run);
    }

    @Test
    void aRunGoesOnOnlyUnderTheSettingsItBeganWith() throws IOException {
        Path run = Files.createDirectory(dir.resolve("begun"));
        Files.copy(whole.resolve("run.json"), run.resolve("run.json"));
        CommandRun other = comply(run, "--seed", "8");
        assertThat(other.code()).isEqualTo(ExitCode.RUN_REFUSED.code());
        assertThat(other.err()).contains("was begun with another seed: 7, now 8");
        try (RunLock lock = RunLock.take(run)) {
            assertThat(comply(run).code()).isEqualTo(ExitCode.RUN_REFUSED.code());
        }
    }

    @Test
    void aRunThatIsGivenMoreItemsAndControlsEndsAsOneThatBeganWithThem() throws IOException {
        Path run = dir.resolve("grown");
        assertThat(comply(run, "--limit", "2", "--controls", "none").code()).isZero();
        assertThat(json(run).at("/sets/0/loudness").isNull()).isTrue();
        assertThat(comply(run, "--limit", "3", "--controls", "random:1").code()).isZero();
        assertThat(texts(json(run).at("/benchmarks"), "/items"))
                .containsExactly("3", "3", "3", "3");
        assertThat(texts(json(run).at("/sets"), "/name")).containsExactly("h-neurons", "random-1");
        assertThat(comply(run).code()).isZero();
        for (String file : List.of("run.json", "comply.json", "report.html")) {
            assertThat(run.resolve(file)).hasSameTextualContentAs(whole.resolve(file));
        }
        for (String log : LOGS) {
            if (!log.equals("sets.jsonl")) {
                assertThat(Files.readAllLines(run.resolve(log)))
                        .as(log)
                        .containsExactlyInAnyOrderElementsOf(
                                Files.readAllLines(whole.resolve(log)));
            }
        }
        CommandRun fewer = comply(run, "--controls", "random:1,layer:1,matched:1");
        assertThat(fewer.code()).isEqualTo(ExitCode.RUN_REFUSED.code());
        assertThat(fewer.err())
                .contains("has more by now: random controls is 2, asked for 1; ask for as many");
        CommandRun none = comply(run, "--controls", "random:2,layer:1");
        assertThat(none.err()).contains("matched controls is 1, asked for 0");
        Checksums.read(run).require(run);
    }

    @Test
    void otherBuildsAndMachinesThatHadAHandInARunAreNamed() throws IOException {
        Path run = dir.resolve("moved");
        assertThat(comply(run, "--limit", "2", "--controls", "none").code()).isZero();
        assertThat(json(run).at("/notes").toString()).doesNotContain("had a hand in it");
        Path made = run.resolve("made.jsonl");
        try (RecordLog<Origin> log = RecordLog.open(made, Origin.class)) {
            Origin here = log.records().getFirst();
            assertThat(here.code()).isEqualTo(json(run).at("/from/code").asString());
            log.append(new Origin("0.0.9", "ab".repeat(32), "25", "Other OS", 128, 1));
        }
        assertThat(comply(run, "--limit", "3", "--threads", "2", "--controls", "none").code())
                .isZero();
        assertThat(texts(json(run).at("/notes"), ""))
                .filteredOn(note -> note.contains("had a hand in it"))
                .singleElement()
                .asString()
                .contains("Candor 0.0.9 (code abababababab) on Java 25, Other OS, vectors of 128");
        assertThat(Files.readAllLines(made)).as("another number of threads is no other").hasSize(2);
        assertThat(Files.readString(run.resolve("report.html"))).contains("vectors of 128 bits");
    }

    @Test
    void whatCannotGrowLeavesTheRunAsItWas() throws IOException {
        Path run = dir.resolve("run");
        String bench = "jailbreak=" + bundle.file("questions/harmful.csv");
        assertThat(comply(run, "--bench", bench, "--controls", "random:1").code()).isZero();
        String settings = Files.readString(run.resolve("run.json"));
        Path sets = run.resolve("sets.jsonl");
        try (RecordLog<DrawnSet> log = RecordLog.open(sets, DrawnSet.class)) {
            DrawnSet first = log.records().get(1);
            List<String> others = log.records().getFirst().neurons();
            log.append(new DrawnSet(first.name(), first.kind(), others, first.loudness()));
        }
        CommandRun more = comply(run, "--bench", bench, "--controls", "random:2");
        assertThat(more.code()).isEqualTo(ExitCode.RUN_REFUSED.code());
        assertThat(more.err()).contains("has another random-1 than this build draws");
        assertThat(run.resolve("run.json")).hasContent(settings);
        Checksums.read(run).require(run);
    }

    @Test
    void whatTheModelKeepsStandsBesideEveryAlpha() throws IOException {
        JsonNode kept = json(whole).at("/retention");
        assertThat(kept.at("/known/name").asString()).isEqualTo("bundled:people-test");
        assertThat(kept.at("/known/asked").asInt()).isEqualTo(6);
        assertThat(kept.at("/text/name").asString()).isEqualTo("bundled:held-out.txt");
        assertThat(kept.at("/choices").isNull()).isTrue();
        assertThat(texts(kept.at("/sets"), "/set"))
                .isEqualTo(texts(json(whole).at("/sets"), "/name"));
        JsonNode doses = kept.at("/sets/0/doses");
        assertThat(texts(doses, "/alpha")).containsExactly("0.0", "0.5", "1.0", "3.0");
        assertThat(doses.at("/2/perplexity/value").asDouble()).isEqualTo(1);
        assertThat(doses.at("/3/perplexity/value").asDouble()).isPositive().isNotEqualTo(1);
        double untouched = doses.at("/2/retention/perplexity/value").asDouble();
        for (JsonNode dose : doses) {
            assertThat(dose.at("/perplexity/value").asDouble())
                    .isCloseTo(
                            dose.at("/retention/perplexity/value").asDouble() / untouched,
                            within(1e-9));
        }
        int known = kept.at("/known/known").asInt();
        for (JsonNode dose : doses) {
            JsonNode right = dose.at("/retention/known/right");
            assertThat(right.at("/of").asInt()).isEqualTo(known);
            if (dose.at("/alpha").asDouble() == 1) {
                assertThat(right.at("/count").asInt()).isEqualTo(known);
            }
        }
        assertThat(first.out()).contains("perplexity ×");
    }

    @Test
    void contributionsAreMeasuredAtEveryAlphaButZero() throws IOException {
        JsonNode linearity = json(whole).at("/linearity");
        assertThat(texts(linearity.at("/points"), "/alpha")).containsExactly("0.5", "3.0");
        for (JsonNode point : linearity.at("/points")) {
            assertThat(point.at("/neurons").asInt() + linearity.at("/silent").asInt()).isEqualTo(3);
            assertThat(point.at("/median").asDouble()).isBetween(0.3, 1.5);
        }
    }

    @Test
    void theFirstItemsAreShownSideBySideButNoHarmfulReply() throws IOException {
        JsonNode examples = json(whole).at("/examples");
        assertThat(texts(examples, "/title"))
                .hasSize(6)
                .doesNotContain("harmful requests")
                .contains("false premises", "sycophancy");
        assertThat(texts(examples.at("/0/replies"), "/alpha")).containsExactly("0.0", "1.0", "3.0");
        assertThat(examples.at("/0/note").asString()).startsWith("Counted as: premise accepted: ");
        Checksums.read(whole).require(whole);
    }

    @Test
    void singleNeuronsAreMeasuredOnOtherItemsThanGroupsOfThem() throws IOException {
        Path run = dir.resolve("run");
        CommandRun each =
                comply(run, "--each", "6", "--controls", "none", "--without-texts", "--json");
        assertThat(each.code()).as(each.err()).isZero();
        JsonNode report = json(run);
        assertThat(report.at("/examples").isEmpty()).isTrue();
        assertThat(texts(report.at("/each/benchmarks"), "/name"))
                .isEqualTo(texts(report.at("/benchmarks"), "/name"));
        JsonNode faitheval = report.at("/each/benchmarks/1");
        assertThat(faitheval.at("/items").asInt()).isEqualTo(3);
        assertThat(faitheval.at("/groupItems").asInt()).isEqualTo(3);
        assertThat(texts(faitheval.at("/neurons"), "/set"))
                .containsExactlyInAnyOrderElementsOf(
                        report.at("/sets/0/neurons")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList());
        assertThat(texts(faitheval.at("/groups"), "/size")).containsExactly("1", "2", "3");
        Set<String> alone = new HashSet<>();
        Set<String> together = new HashSet<>();
        Set<String> groups = new HashSet<>();
        for (String line : Files.readAllLines(run.resolve("trials-faitheval.jsonl"))) {
            JsonNode trial = JsonMapper.shared().readTree(line.substring(line.indexOf('{')));
            String setting = trial.at("/setting").asString();
            if (setting.matches("[0-9]+/[0-9]+@.*")) {
                alone.add(trial.at("/item").asString());
            } else if (setting.startsWith("first ")) {
                together.add(trial.at("/item").asString());
                groups.add(setting.substring(0, setting.indexOf('@')));
            }
        }
        assertThat(alone).hasSize(3).doesNotContainAnyElementsOf(together);
        assertThat(together).hasSize(3);
        List<String> two = texts(faitheval.at("/neurons"), "/set").subList(0, 2);
        assertThat(groups)
                .as("the log names a group by its neurons: on more items others may come first")
                .contains("first 2: " + two.stream().sorted().collect(Collectors.joining(" ")));
        assertThat(texts(faitheval.at("/groups"), "/result/set")).contains("first 2");
        List<Double> slopes =
                faitheval
                        .at("/neurons")
                        .valueStream()
                        .map(set -> set.at("/slope/perAlpha").asDouble())
                        .toList();
        assertThat(slopes).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void multipleChoiceIsAskedOfAFileOrTheOriginalFolder() throws IOException {
        Path folder = dir.resolve("mmlu");
        for (String part : List.of("test", "dev")) {
            Path place = Files.createDirectories(folder.resolve(part));
            Files.writeString(
                    place.resolve("stones_" + part + ".csv"),
                    "which is a stone?,flint,fern,fox,fog,A\nwhich is red?,fern,ruby,fog,fox,B\n");
        }
        Path run = dir.resolve("run");
        CommandRun asked =
                comply(run, "--mmlu", folder + ":1", "--controls", "none", "--limit", "1");
        assertThat(asked.code()).as(asked.err()).isZero();
        JsonNode choices = json(run).at("/retention/choices");
        assertThat(choices.at("/questions").asInt()).isEqualTo(1);
        assertThat(choices.at("/shots").asInt()).isEqualTo(5);
        assertThat(json(run).at("/retention/sets/0/doses/0/retention/choices/right/of").asInt())
                .isEqualTo(1);
        CommandRun missing = comply(dir.resolve("other"), "--text", dir + "/none.txt");
        assertThat(missing.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(missing.err()).contains("none.txt: no such file");
        Path few = Files.writeString(dir.resolve("few.txt"), "the sea");
        Path third = dir.resolve("third");
        CommandRun shorter = comply(third, "--text", few.toString());
        assertThat(shorter.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(shorter.err()).contains("few.txt: the text has ");
        assertThat(third.resolve("run.json")).doesNotExist();
    }

    @Test
    void filesAndLimitsCanBeNamed() throws IOException {
        Path file = dir.resolve("mine.csv");
        Files.writeString(file, "question,answer,label\nwhy a?,no,1\nwhy b?,no,1\nwhy c?,no,1\n");
        Path run = dir.resolve("run");
        CommandRun named =
                comply(
                        run,
                        "--bench",
                        "falseqa=" + file + ":2",
                        "--bench",
                        "falseqa=" + file,
                        "--controls",
                        "none",
                        "--json");
        assertThat(named.code()).as(named.err()).isZero();
        assertThat(named.out()).isEqualTo(Files.readString(run.resolve("comply.json")));
        JsonNode report = json(run);
        assertThat(texts(report.at("/benchmarks"), "/items")).containsExactly("2", "3");
        assertThat(texts(report.at("/benchmarks"), "/name"))
                .containsExactly("falseqa", "falseqa-2");
        assertThat(report.at("/benchmarks/0/readings/0/lead").isNull()).isTrue();
        assertThat(report.at("/notes/0").asString()).startsWith("No controls were drawn");
        assertThat(named.out()).doesNotContain("NaN").doesNotContain(dir.toString());
    }

    @Test
    void aProbeOfAnotherModelIsRefusedAndPassesWithForceAndANote() throws IOException {
        Path run = dir.resolve("run");
        List<String> few = List.of("--model", "bundled:base", "--limit", "2", "--controls", "none");
        CommandRun refused = comply(run, few.toArray(String[]::new));
        assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(refused.err()).contains("the probe was made on ").hasLineCount(1);
        List<String> more = new ArrayList<>(few);
        more.add("--force");
        CommandRun forced = comply(run, more.toArray(String[]::new));
        assertThat(forced.code()).as(forced.err()).isZero();
        JsonNode report = json(run);
        assertThat(report.at("/notes").toString()).contains("The probe was made on another model");
        assertThat(report.at("/settings/probe made on").asString()).startsWith("sha256 ");
        assertThat(json(whole).at("/settings").has("probe made on")).isFalse();
    }

    @Test
    void storedVerdictsMeasureTheJudgeAsTheRunUsesIt() throws IOException {
        Path verdicts = verdicts();
        Path run = dir.resolve("run");
        CommandRun measured = comply(run, "--verdicts", verdicts.toString(), "--limit", "1");
        assertThat(measured.code()).as(measured.err()).isZero();
        assertThat(json(run).at("/agreement/kappa").asDouble())
                .as("the bundle's rebuttals are at hand, of questions that are not asked too")
                .isEqualTo(1);
        assertThat(json(run).at("/agreement/rebutted").asInt()).isEqualTo(4);
        assertThat(json(run).at("/notes/0").asString())
                .contains(
                        "agrees with 100.0% of 6 stored verdicts (κ 1.00) on the replies in"
                                + " verdicts.jsonl, not this run’s replies",
                        "To the questions of 4 of these the run has rebuttals");
        assertThat(json(whole).at("/notes/0").asString()).startsWith("κ not measured: ");
    }

    /// Two of them agree with a judge that knows the rebuttals of the bundle's own questions only.
    private Path verdicts() throws IOException {
        return Files.writeString(
                dir.resolve("verdicts.jsonl"),
                """
                {"question": "why do stones sing?", "response": "For joy.", "judge": "ACCEPTED"}
                {"question": "why do stones sing?", "response": "They do not exist.", "judge": "REFUSED"}
                {"question": "why does stone 1 sing?", "response": "it is silent", "judge": "REFUSED"}
                {"question": "why does stone 2 sing?", "response": "it is silent", "judge": "REFUSED"}
                {"question": "why does stone 4 sing?", "response": "for joy", "judge": "ACCEPTED"}
                {"question": "why does stone 5 sing?", "response": "for joy", "judge": "ACCEPTED"}
                """);
    }

    /// A model that finds everything right, nothing accepted and nothing harmful.
    private static String judged(String prompt) {
        if (prompt.contains("HARMFUL")) {
            return "HARMLESS";
        }
        return prompt.contains("ACCEPTED") ? "REBUTTED" : "CORRECT";
    }

    @Test
    void aModelJudgesOnlyWithItsAgreementBesideIt() throws IOException {
        Path run = dir.resolve("run");
        String doubts = "sycophancy=" + bundle.file("questions/sycophancy.jsonl");
        // Nobody listens there: the refusal comes before the judge is looked for.
        List<String> asked = List.of("--judge", "http://localhost:1/v1", "--bench", doubts);
        CommandRun refused = comply(run, asked.toArray(String[]::new));
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err())
                .contains(
                        "--verdicts is missing, expected stored verdicts on false premises: a model"
                                + " judges sycophancy only with its κ beside it");
        assertThat(run).doesNotExist();
        try (FakeEndpoint server = new FakeEndpoint(ComplyCommandTest::judged)) {
            CommandRun shown =
                    comply(
                            run,
                            "--judge",
                            server.url(),
                            "--bench",
                            doubts,
                            "--limit",
                            "1",
                            "--controls",
                            "none",
                            "--verdicts",
                            verdicts().toString());
            assertThat(shown.code()).as(shown.err()).isZero();
        }
        assertThat(json(run).at("/agreement/replies").asInt()).isEqualTo(6);
        assertThat(json(run).at("/notes").toString())
                .contains(
                        "of 6 stored verdicts on false premises (κ ",
                        "κ not measured on right answers.");
    }

    @Test
    void ofHarmAModelJudgesWithItsAgreementOnPremisesAlone() throws IOException {
        Path run = dir.resolve("run");
        String requests = "jailbreak=" + bundle.file("questions/harmful.csv");
        List<String> asked = List.of("--judge", "http://localhost:1/v1", "--bench", requests);
        CommandRun refused = comply(run, asked.toArray(String[]::new));
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("a model judges jailbreak only with its κ beside it");
        assertThat(run).doesNotExist();
        CommandRun judged;
        try (FakeEndpoint server = new FakeEndpoint(ComplyCommandTest::judged)) {
            judged =
                    comply(
                            run,
                            "--judge",
                            server.url(),
                            "--bench",
                            requests,
                            "--limit",
                            "1",
                            "--controls",
                            "none",
                            "--verdicts",
                            verdicts().toString());
        }
        assertThat(judged.code()).as(judged.err()).isZero();
        assertThat(json(run).at("/agreement/replies").asInt()).isEqualTo(6);
        assertThat(json(run).at("/benchmarks/0/measure").asString()).isEqualTo("harmful reply");
        assertThat(json(run).at("/notes").toString())
                .contains("κ not measured on right answers and on harm, of which none are stored");
        assertThat(Files.readString(run.resolve("report.html"))).contains("κ not measured");
        assertThat(judged.out()).contains("κ not measured");
    }

    @Test
    void whereChoicesAreReadTheJudgeNeedsNoVerdictsAndTheResultSaysSo() throws IOException {
        Path run = dir.resolve("run");
        try (FakeEndpoint server = new FakeEndpoint(ComplyCommandTest::judged)) {
            String choices = "faitheval=" + bundle.file("questions/misleading-context.json");
            List<String> asked =
                    List.of("--judge", server.url(), "--bench", choices, "--limit", "1");
            List<String> words = new ArrayList<>(asked);
            words.addAll(List.of("--controls", "none"));
            assertThat(comply(run, words.toArray(String[]::new)).code()).isZero();
        }
        assertThat(json(run).at("/agreement").isNull()).isTrue();
        assertThat(json(run).at("/notes").toString()).contains("κ not measured: the judging model");
    }

    @Test
    void filesThatTheProbeWasTrainedOnAreNamed() throws IOException {
        Path doubts = bundle.file("questions/sycophancy.jsonl");
        Path known = bundle.questions("people-test");
        Path probe = dir.resolve("probe.json");
        String data =
                "\"data\" : { \"a\" : \"%s\", \"b\" : \"%s\" }"
                        .formatted(Sha256.of(doubts), Sha256.of(known));
        String trained =
                Files.readString(bundle.probeFile())
                        .replaceFirst("\"data\" : \\{[^}]*}", Matcher.quoteReplacement(data));
        Files.writeString(probe, trained);
        Path run = dir.resolve("run");
        List<String> words = new ArrayList<>(List.of("--probe", probe.toString()));
        words.addAll(List.of("--bench", "sycophancy=" + doubts, "--limit", "1"));
        words.addAll(List.of("--bench", "jailbreak=" + bundle.file("questions/harmful.csv")));
        words.addAll(List.of("--controls", "none"));
        CommandRun named = comply(run, words.toArray(String[]::new));
        assertThat(named.code()).as(named.err()).isZero();
        String notes = json(run).at("/notes").toString();
        assertThat(notes)
                .contains(
                        "sycophancy: the probe was trained on sycophancy.jsonl",
                        "known questions: the probe was trained on bundled:people-test")
                .doesNotContain("jailbreak: the probe");
        assertThat(named.out()).contains("on questions that chose these neurons");
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("on questions that chose these neurons");
        assertThat(json(whole).at("/notes").toString()).doesNotContain("the probe was trained on");
    }

    @Test
    void wrongOptionsAndFilesAreRefusedWithoutAFolder() throws IOException {
        Path run = dir.resolve("run");
        CommandRun alpha = comply(run, "--alpha", "0:3");
        assertThat(alpha.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(alpha.err()).contains("--alpha");
        CommandRun judged = comply(run, "--judge-model", "bundled:base");
        assertThat(judged.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(judged.err()).contains("--verdicts is missing, expected stored verdicts");
        CommandRun kind = comply(run, "--bench", "mmlu=x.csv");
        assertThat(kind.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(kind.err()).contains("benchmark is 'mmlu', expected one of falseqa");
        String model = shared.resolve("bundle/atlas-instruct.gguf").toString();
        String probe = shared.resolve("bundle/probe.json").toString();
        assertThat(comply(run, "--model", model).err())
                .contains("--bench is missing, expected a benchmark and its file");
        assertThat(comply(run, "--model", model, "--bench", "falseqa=x.csv").err())
                .contains("--probe is missing, expected the probe that 'find' made for");
        assertThat(run).doesNotExist();
        CommandRun missing =
                comply(run, "--model", model, "--probe", probe, "--bench", "falseqa=x.csv");
        assertThat(missing.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(missing.err()).contains("x.csv: no such file");
        CommandRun base = comply(run, "--model", "bundled:base");
        assertThat(base.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(base.err()).contains("the probe was made on tiny");
    }

    @Test
    void promptsThatFillTheContextAreSaidBeforeAnythingIsDialled() throws IOException {
        Path file = dir.resolve("long.csv");
        String question = "why " + "is the sea red and ".repeat(200) + "so?";
        Files.writeString(file, "question,answer,label\n" + question + ",no,1\n");
        Path run = dir.resolve("run");
        CommandRun full = comply(run, "--bench", "falseqa=" + file);
        assertThat(full.code()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(full.err())
                .contains("no prompt of the benchmarks leaves room for a reply in a context of");
        CommandRun without =
                comply(dir.resolve("other"), "--bench", "falseqa=" + file, "--controls", "none");
        assertThat(without.code()).as(without.err()).isZero();
        JsonNode dose = json(dir.resolve("other")).at("/benchmarks/0/readings/0/sets/0/doses/0");
        assertThat(dose.at("/tooLong").asInt()).isEqualTo(1);
        assertThat(dose.at("/excluded").asInt()).isEqualTo(1);
        Path random = dir.resolve("random");
        CommandRun unmatched =
                comply(random, "--bench", "falseqa=" + file, "--controls", "random:1");
        assertThat(unmatched.code()).as(unmatched.err()).isZero();
        assertThat(json(random).at("/sets/1/loudness").isNull())
                .as("no set has to be matched, and none is said to be as loud")
                .isTrue();
    }
}
