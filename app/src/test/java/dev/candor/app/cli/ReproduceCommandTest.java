package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.find.TinyStudy;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `candor reproduce` from end to end on a random tiny model.
class ReproduceCommandTest {
    @TempDir private static Path shared;
    private static Path run;
    private static Path repeated;

    @TempDir private Path dir;

    @BeforeAll
    static void findOnce() throws IOException {
        TinyStudy study = TinyStudy.in(Files.createDirectories(shared.resolve("files/below")));
        run = shared.resolve("RUN");
        CommandRun find = CommandRun.piped(study.arguments(run).toArray(String[]::new));
        assertThat(find.code()).as(find.err()).isZero();
        repeated = shared.resolve("repeated");
    }

    /// The part of the run that is published, and nothing else.
    private Path published() throws IOException {
        Path copy = Files.createDirectories(dir.resolve("published"));
        for (String name : Checksums.read(run).hashes().keySet()) {
            Files.copy(run.resolve(name), copy.resolve(name));
        }
        Files.copy(run.resolve(Checksums.FILE), copy.resolve(Checksums.FILE));
        return copy;
    }

    /// The same with a file rewritten and sealed again.
    private Path published(String file, UnaryOperator<String> rewritten) throws IOException {
        Path copy = published();
        String before = Files.readString(copy.resolve(file));
        String after = rewritten.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(copy.resolve(file), after);
        Checksums.of(copy, Checksums.read(copy).hashes().keySet()).write(copy);
        return copy;
    }

    private static CommandRun reproduce(Path published, String... more) {
        List<String> words = new ArrayList<>(List.of("reproduce", published.toString()));
        words.addAll(List.of(more));
        words.addAll(List.of("--threads", "1"));
        return CommandRun.piped(words.toArray(String[]::new));
    }

    /// The second of them finds most of the work done by the first.
    private static CommandRun repeat(Path published, String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--data", shared.resolve("files").toString()));
        words.addAll(List.of("--out", repeated.toString()));
        return reproduce(published, words.toArray(String[]::new));
    }

    private static void requireRefused(CommandRun refused, String... words) {
        assertThat(refused.err()).startsWith("candor: ").contains(words).hasLineCount(1);
        assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void aPublishedRunIsRepeatedToTheLastDigitAndLeavesNothing() throws IOException {
        CommandRun same = reproduce(published(), "--data", shared.resolve("files").toString());
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(same.out())
                .contains("published: identical, to the last digit", "AUROC test h-neurons-input")
                .doesNotContain("outside", "made with other", "The repeated run is in");
        String folder = same.err().replaceAll("(?s).*repeating \\S+ in (\\S+)\n.*", "$1");
        assertThat(Path.of(folder)).isAbsolute().doesNotExist();
    }

    @Test
    void whatIsRecordedHasNeitherAPathNorAQuestion() throws IOException {
        for (String name : Checksums.read(run).hashes().keySet()) {
            assertThat(run.resolve(name)).content().doesNotContain(shared.toString());
        }
        for (String name : List.of("reproduce.json", "probe.json")) {
            assertThat(run.resolve(name))
                    .content()
                    .doesNotContain("what is the capital", "nobody has ever");
        }
        JsonNode recorded =
                JsonMapper.shared().readTree(Files.readString(run.resolve("reproduce.json")));
        assertThat(recorded.at("/model/name").asString()).isEqualTo("tiny.gguf");
        assertThat(recorded.at("/questions/1/name").asString()).isEqualTo("other.jsonl");
        assertThat(recorded.at("/command/0").asString()).isEqualTo("find");
        assertThat(recorded.at("/made/vectorBits").asInt()).isPositive();
        assertThat(recorded.at("/made/threads").asInt()).isOne();
    }

    /// An option of `find` that is not recorded would silently be lost when a run is repeated.
    @Test
    void everyOptionThatCanChangeTheResultIsRecorded() throws IOException {
        List<String> recorded = new ArrayList<>();
        JsonMapper.shared()
                .readTree(Files.readString(run.resolve("reproduce.json")))
                .path("command")
                .forEach(word -> recorded.add(word.asString()));
        List<String> options =
                Objects.requireNonNull(
                                new CommandLine(new CandorCommand()).getSubcommands().get("find"))
                        .getCommandSpec()
                        .options()
                        .stream()
                        .map(option -> option.longestName())
                        .toList();
        assertThat(options).contains("--seed", "--draws");
        List<String> missing = new ArrayList<>(options);
        missing.removeAll(recorded);
        assertThat(missing)
                .containsExactlyInAnyOrder(
                        // where the run is, how fast, what is printed
                        "--out",
                        "--width",
                        "--replies",
                        "--threads",
                        "--json",
                        // part of the names of the files: FILE:N
                        "--limit",
                        "--limit-eval",
                        // recorded where they were given
                        "--weights",
                        "--format",
                        "--c",
                        "--without-texts",
                        "--judge",
                        "--judge-name",
                        "--judge-model",
                        "--spans",
                        "--sampler",
                        "--sampler-unchecked",
                        "--answers",
                        "--labels",
                        // of a server that a repetition need not have
                        "--sampler-name",
                        "--sampler-parallel");
    }

    @Test
    void aChangedOrMissingFileIsNamedBeforeAnythingRuns() throws IOException {
        Path published = published();
        Files.writeString(published.resolve("report.json"), "{}");
        requireRefused(reproduce(published), published.resolve("report.json") + ": was changed");
        Files.delete(published.resolve("report.json"));
        requireRefused(reproduce(published), published.resolve("report.json") + ": is missing");
        Files.delete(published.resolve("SHA256SUMS"));
        requireRefused(reproduce(published), published + ": has no SHA256SUMS");
    }

    @Test
    void aModelThatIsNotThereOrAnotherIsNamed() throws IOException {
        Path published = published();
        requireRefused(
                reproduce(published, "--data", dir.toString()),
                "tiny.gguf: found nowhere in " + dir,
                "--model FILE");
        Path other = TinyStudy.model(dir.resolve("tiny.gguf"), 2);
        requireRefused(
                reproduce(published, "--data", dir.toString()),
                "tiny.gguf: found with another SHA-256 as " + other.toRealPath());
        requireRefused(
                reproduce(published, "--model", other.toString()),
                other + ": its SHA-256 is ",
                "another model is studied with candor find");
    }

    @Test
    void questionsThatAreNotThereOrOthersAreNamed() throws IOException {
        Path model = shared.resolve("files/below/tiny.gguf");
        requireRefused(
                reproduce(published(), "--model", model.toString()), "half.jsonl: found nowhere");
        Files.writeString(dir.resolve("half.jsonl"), "{}\n");
        requireRefused(
                reproduce(
                        dir.resolve("published"), "--model", model.toString(), "--data", "" + dir),
                "half.jsonl: found with another SHA-256");
    }

    @Test
    void otherNeuronsAreAnotherResultWithAnExitCodeOfItsOwn() throws IOException {
        Path published =
                published(
                        "probe.json",
                        probe -> probe.replaceFirst("\"weight\" : (\\d)", "\"weight\" : -$1"));
        CommandRun differs = repeat(published);
        assertThat(differs.code()).as(differs.err()).isEqualTo(ExitCode.OTHER_RESULT.code());
        assertThat(differs.out())
                .contains("published: differs: H-neurons with Jaccard 0.", "weights[")
                .contains("The repeated run is in " + repeated);
        JsonNode json = JsonMapper.shared().readTree(repeat(published, "--json").out());
        assertThat(json.at("/verdict").asString()).isEqualTo("differs");
        assertThat(json.at("/hNeurons/jaccard").asDouble()).isLessThan(1);
        JsonNode probe =
                json.at("/files")
                        .valueStream()
                        .filter(file -> file.at("/file").asString().equals("probe.json"))
                        .findFirst()
                        .orElseThrow();
        assertThat(probe.at("/numbers/0/place").asString()).startsWith("weights[");
    }

    @Test
    void otherDigitsOfTheSameResultAgree() throws IOException {
        Path published =
                published(
                        "report.json",
                        report ->
                                report.replaceFirst(
                                        "\"dualityGap\" : [^,]*", "\"dualityGap\" : 1"));
        CommandRun agrees = repeat(published);
        assertThat(agrees.code()).as(agrees.err()).isZero();
        assertThat(agrees.out()).contains("published: agrees", "probe.dualityGap: 1 → ");
    }

    @Test
    void theRunItselfIsNoPlaceToRepeatItIn() {
        CommandRun refused = reproduce(run, "--out", run.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).startsWith("candor: --out is RUN itself");
    }
}
