package dev.candor.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.TinyBundle;
import dev.candor.app.find.NotReproducibleException;
import dev.candor.app.find.Reproduction;
import dev.candor.app.find.Reproduction.Input;
import dev.candor.lab.corpus.FactsCorpus;
import dev.candor.lab.report.Origin;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    private static final Origin MADE = new Origin("0", "c", "25", "Linux amd64", 256, 2);
    private static final String BUNDLED = "bundled:instruct";

    @TempDir private static Path shared;
    private static Bundle bundle;
    private static Input model;

    @TempDir private Path dir;

    @BeforeAll
    static void makeABundle() throws IOException {
        bundle = TinyBundle.in(shared);
        model = new Input(BUNDLED, Sha256.of(shared.resolve("atlas-instruct.gguf")));
    }

    private static Reproduction recorded(List<String> command, Input... questions) {
        return new Reproduction(
                Reproduction.FORMAT, command, model, List.of(questions), MADE, List.of());
    }

    private List<String> command(Reproduction run) throws IOException {
        FileSearch search = new FileSearch(List.of(dir.resolve("data")));
        return new Inputs(
                        search,
                        () -> bundle,
                        null,
                        Map.of("--judge", "http://a"),
                        dir.resolve("made"))
                .command(run);
    }

    @Test
    void filesAreFoundByNameAndHashAndKeepTheirLimit() throws IOException {
        Path one = Files.createDirectories(dir.resolve("data/one")).resolve("q.jsonl");
        Path two = Files.createDirectories(dir.resolve("data/two")).resolve("q.jsonl");
        Files.writeString(one, "1");
        Files.writeString(two, "2");
        List<String> found =
                command(
                        recorded(
                                List.of(
                                        "find",
                                        "--model",
                                        BUNDLED,
                                        "--questions",
                                        "q.jsonl:20",
                                        "--eval",
                                        "bundled:people",
                                        "--eval",
                                        "q.jsonl"),
                                new Input("q.jsonl", Sha256.of(two)),
                                new Input(
                                        "bundled:people",
                                        Sha256.of(shared.resolve("questions/people.jsonl"))),
                                new Input("q.jsonl", Sha256.of(one))));
        assertThat(found)
                .containsExactly(
                        "find",
                        "--model",
                        BUNDLED,
                        "--questions",
                        two.toRealPath() + ":20",
                        "--eval",
                        "bundled:people",
                        "--eval",
                        one.toRealPath().toString());
    }

    @Test
    void ourOwnFactsAreMadeWhereNobodyHasThem() throws IOException {
        Path facts = dir.resolve("made/plain.jsonl");
        Path same = dir.resolve("same.jsonl");
        assertThat(FactsCorpus.write(same)).isPositive();
        List<String> command = List.of("find", "--model", BUNDLED, "--questions", "plain.jsonl:9");
        assertThat(command(recorded(command, new Input("plain.jsonl", Sha256.of(same)))))
                .endsWith("--questions", facts + ":9");
        assertThat(facts).hasSameBinaryContentAs(same);
    }

    @Test
    void aBundleOfOtherQuestionsIsNamed() {
        Input other = new Input("bundled:people", "0".repeat(64));
        assertThatThrownBy(() ->
                        command(recorded(List.of("find", "--questions", "bundled:people"), other)))
                .isInstanceOf(NotReproducibleException.class)
                .hasMessageContainingAll(
                        "bundled:people: found with another SHA-256", other.sha256());
    }

    @Test
    void serversAreThoseOfTheUser() throws IOException {
        assertThat(command(recorded(List.of("find", "--judge", "URL", "--seed", "7"))))
                .containsExactly("find", "--judge", "http://a", "--seed", "7");
        assertThatThrownBy(() -> command(recorded(List.of("find", "--sampler", "URL"))))
                .isInstanceOf(NotReproducibleException.class)
                .hasMessage(
                        "the run had a server as its --sampler, expected --sampler URL of yours");
    }

    @Test
    void aModelThatJudgedIsLookedForAndGivenAnswersAreNotDrawnAgain() throws IOException {
        List<String> judged = List.of("find", "--judge-model", "judge.gguf");
        assertThatThrownBy(() -> command(recorded(judged)))
                .isInstanceOf(NotReproducibleException.class)
                .hasMessageStartingWith("judge.gguf: found nowhere in ");
        Path judge = Files.createDirectories(dir.resolve("data")).resolve("judge.gguf");
        Files.writeString(judge, "");
        assertThat(command(recorded(judged))).endsWith(judge.toRealPath().toString());
        assertThatThrownBy(() -> command(recorded(List.of("find", "--answers", "a.jsonl"))))
                .isInstanceOf(NotReproducibleException.class)
                .hasMessageContaining("was given its answers");
    }

    @Test
    void aNameWithAFolderIsRefused() {
        for (String name : List.of("../q.jsonl", "/q.jsonl", "..", "")) {
            assertThatThrownBy(() -> new Input(name, "0".repeat(64)))
                    .hasMessageContaining("found the name '" + name + "'");
        }
    }
}
