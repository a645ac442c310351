package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.corpus.FactsCorpus;
import dev.candor.lab.testing.FakeEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CorpusCommandTest {
    private static final String VERDICTS =
            """
            {"question": "Which metal is liquid at room temperature?", "answer": ["mercury", "quicksilver"], "responses": ["Mercury.", "It is quicksilver", "Gallium", "I don't know"], "judges": ["true", "true", "false", "uncertain"]}
            {"question": "Who tends the gate of the lower garden?", "answer": ["the old gardener"], "responses": ["The cook", "The old gardener"], "judges": ["false", "false"]}
            """;

    @TempDir private Path dir;

    @Test
    void factsAreWrittenAndCounted() throws Exception {
        Path file = dir.resolve("facts.jsonl");

        CommandRun run = CommandRun.piped("corpus", "facts", "--out", file.toString());

        int facts = FactsCorpus.facts().size();
        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                0,
                                String.format(Locale.ROOT, "%s: %,d questions%n", file, facts),
                                ""));
        assertThat(Files.readAllLines(file)).hasSize(facts);
    }

    @Test
    void aFolderThatIsNotThereIsAStorageFailureThatNamesIt() {
        Path file = dir.resolve("missing").resolve("facts.jsonl");
        CommandRun run = CommandRun.piped("corpus", "facts", "--out", file.toString());
        assertThat(run.code()).isEqualTo(ExitCode.STORAGE.code());
        assertThat(run.err()).startsWith("candor: " + dir.resolve("missing")).hasLineCount(1);
    }

    @Test
    void questionsAboutWhatDoesNotExistAreWrittenFromAList() throws Exception {
        Path names = dir.resolve("names.txt");
        Files.writeString(names, "Balivan\nCoredatin\nDolimarex\nFenoprasil\nHexamolin\n");
        Path file = dir.resolve("nonexist.jsonl");

        CommandRun run =
                CommandRun.piped(
                        "corpus",
                        "nonexist",
                        "--medicines",
                        names.toString(),
                        "--count",
                        "7",
                        "--out",
                        file.toString());

        assertThat(run).isEqualTo(new CommandRun(0, file + ": 7 questions\n", ""));
        assertThat(Files.readAllLines(file))
                .hasSize(7)
                .allMatch(line -> line.contains("\"unanswerable\":true"));
        CommandRun none = CommandRun.piped("corpus", "nonexist", "--out", file.toString());
        assertThat(none.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(none.err()).contains("neither --medicines nor --animals");
    }

    @Test
    void agreementIsShownWithEveryPairOfVerdicts() throws Exception {
        Path file = Files.writeString(dir.resolve("verdicts.jsonl"), VERDICTS);

        CommandRun run = CommandRun.piped("corpus", "judge-agreement", file.toString());

        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                0,
                                """
                                verdicts.jsonl: 6 responses, agreement 83.33%, kappa 0.739
                                  theirs \\ ours  correct  wrong  unclear
                                  correct              2      0        0
                                  wrong                1      2        0
                                  unclear              0      0        1
                                """,
                                ""));
    }

    @Test
    void agreementAsJsonHasAllFilesAndTheirSum() throws Exception {
        Path one = Files.writeString(dir.resolve("one.jsonl"), VERDICTS);
        Path two = Files.writeString(dir.resolve("two.jsonl"), VERDICTS);

        CommandRun run =
                CommandRun.piped(
                        "corpus", "judge-agreement", "--json", one.toString(), two.toString());

        assertThat(run.out())
                .startsWith(
                        "[{\"judge\":\"rule\",\"files\":[{\"file\":\"one.jsonl\",\"responses\":6,\"agreement\":0.8333333333333334,")
                .contains(
                        "{\"file\":\"all\",\"responses\":12,",
                        "\"wrong\":{\"correct\":2,\"wrong\":4,\"unclear\":0}");
    }

    @Test
    void aModelIsComparedBesideTheRule() throws Exception {
        Path file = Files.writeString(dir.resolve("verdicts.jsonl"), VERDICTS);
        Path cache = dir.resolve("cache");
        try (FakeEndpoint server =
                new FakeEndpoint(prompt -> prompt.contains("cook") ? "wrong." : "It is correct")) {
            CommandRun run =
                    CommandRun.piped(
                            "corpus",
                            "judge-agreement",
                            "--judge=" + server.url(),
                            "--cache=" + cache,
                            file.toString());
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out())
                    .startsWith("judge: rule\nverdicts.jsonl: 6 responses, agreement 83.33%")
                    .endsWith(
                            """
                            , model fake-model
                            verdicts.jsonl: 6 responses, agreement 33.33%, kappa 0.143
                              theirs \\ ours  correct  wrong  unclear
                              correct              0      0        2
                              wrong                0      1        2
                              unclear              0      0        1
                            asked of 5 replies, of 4 more than once; 4 without a valid verdict, which count as unclear
                            """);
            assertThat(server.requests()).hasSize(13);

            CommandRun again =
                    CommandRun.piped(
                            "corpus",
                            "judge-agreement",
                            "--judge=" + server.url(),
                            "--cache=" + cache,
                            "--json",
                            file.toString());
            assertThat(server.requests()).hasSize(13);
            assertThat(again.out())
                    .contains(",\"asked\":5,\"repeated\":4,\"invalid\":4,\"files\":[{");
        }
    }

    @Test
    void aLimitedComparisonJudgesThatManyResponsesOfEachFile() throws Exception {
        Path file = Files.writeString(dir.resolve("verdicts.jsonl"), VERDICTS);
        String[] arguments = {"corpus", "judge-agreement", "--limit=4", file.toString()};
        CommandRun run = CommandRun.piped(arguments);
        assertThat(run.out()).startsWith("verdicts.jsonl: 4 responses, ");
        assertThat(CommandRun.piped(arguments)).isEqualTo(run);
        assertThat(CommandRun.piped("corpus", "judge-agreement", "--limit=0", "f").code())
                .isEqualTo(ExitCode.USAGE.code());
    }

    /// The bundled model was never taught to judge; what it says is counted for what it is.
    @Test
    void aModelThatRunsHereIsComparedToo() throws Exception {
        Path file = Files.writeString(dir.resolve("verdicts.jsonl"), VERDICTS);
        CommandRun run =
                CommandRun.piped(
                        "corpus",
                        "judge-agreement",
                        "--judge-model=bundled:instruct",
                        "--json",
                        file.toString());
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode judge = JsonMapper.shared().readTree(run.out()).get(1);
        assertThat(judge.get("judge").asString()).startsWith("model atlas-instruct.gguf, sha256 ");
        assertThat(judge.get("asked").asInt()).isEqualTo(5);
        int invalid = judge.get("invalid").asInt();
        assertThat(invalid).isBetween(0, 5);
        JsonNode counts = judge.at("/files/0/counts");
        int unclear = 0;
        for (String theirs : List.of("correct", "wrong", "unclear")) {
            unclear += counts.at("/" + theirs + "/unclear").asInt();
        }
        assertThat(unclear).isGreaterThanOrEqualTo(invalid + 1);
    }

    @Test
    void anUnknownVerdictIsRefusedByName() throws Exception {
        Path file =
                Files.writeString(dir.resolve("odd.jsonl"), VERDICTS.replace("uncertain", "maybe"));
        CommandRun run = CommandRun.piped("corpus", "judge-agreement", file.toString());
        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                ExitCode.INPUT_REFUSED.code(),
                                "",
                                "candor: "
                                        + file
                                        + ": found the verdict 'maybe', expected true, false or"
                                        + " uncertain\n"));
    }

    @Test
    void aFileWithoutVerdictsIsRefused() throws Exception {
        Path file = Files.writeString(dir.resolve("empty.jsonl"), "");
        CommandRun run = CommandRun.piped("corpus", "judge-agreement", file.toString());
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err()).startsWith("candor: " + file + ": ").hasLineCount(1);
    }

    @Test
    void corpusAloneShowsItsCommands() {
        CommandRun run = CommandRun.piped("corpus");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("  facts ", "  judge-agreement ", "  nonexist ");
    }
}
