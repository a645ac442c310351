package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.find.TinyStudy;
import dev.candor.lab.answer.ModelSpan;
import dev.candor.lab.answer.RuleJudge;
import dev.candor.lab.answer.RuleSpan;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.QuestionFunnel;
import dev.candor.lab.report.ReportJson;
import dev.candor.lab.testing.FakeEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `candor find` with a model as the judge.
class FindJudgeTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir private static Path shared;
    private static TinyStudy study;
    private static Path byRule;

    @TempDir private Path dir;

    @BeforeAll
    static void judgeByRule() {
        study = TinyStudy.in(shared);
        byRule = shared.resolve("RUN");
        CommandRun run = find(byRule);
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static CommandRun find(Path out, String... more) {
        List<String> arguments = new ArrayList<>(study.arguments(out));
        arguments.addAll(List.of(more));
        return CommandRun.piped(arguments.toArray(String[]::new));
    }

    private static FindReport report(Path run) throws IOException {
        return ReportJson.read(Files.readString(run.resolve("report.json")));
    }

    private static String line(String prompt, String label) {
        return prompt.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()))
                .toList()
                .getLast();
    }

    /// A model that does what the rules do.
    private static String applyTheRule(String prompt) {
        if (prompt.startsWith(ModelSpan.OPENING)) {
            int from = prompt.indexOf("\nReply: ") + "\nReply: ".length();
            String reply = prompt.substring(from, prompt.lastIndexOf("\n\n"));
            SpanResult span =
                    new RuleSpan()
                            .find(
                                    line(prompt, "Question: "),
                                    reply,
                                    new int[] {0},
                                    new int[] {reply.length()});
            return span instanceof SpanResult.Found found
                    ? reply.substring(found.charFrom(), found.charTo())
                    : "";
        }
        List<String> accepted = new ArrayList<>();
        JSON.readTree("[" + line(prompt, "Accepted answers: ") + "]")
                .forEach(alias -> accepted.add(alias.asString()));
        Question question = new Question("q", "own", text(prompt, "Question: "), accepted);
        return new RuleJudge().judge(question, text(prompt, "Reply: ")).name();
    }

    private static String text(String prompt, String label) {
        return JSON.readTree(line(prompt, label)).asString();
    }

    private static Set<String> prompts(FakeEndpoint server) {
        Set<String> prompts = new HashSet<>();
        server.requests().forEach(request -> prompts.add(request.prompt()));
        return prompts;
    }

    private static void requireAsByRule(Path run) throws IOException {
        FindReport expected = report(byRule);
        FindReport found = report(run);
        assertThat(found.funnel()).isEqualTo(expected.funnel());
        assertThat(found.evaluationFunnels()).isEqualTo(expected.evaluationFunnels());
        assertThat(found.evaluations()).isEqualTo(expected.evaluations());
        assertThat(found.probe()).isEqualTo(expected.probe());
        for (String log : List.of("labels-training.jsonl", "suppressed.jsonl")) {
            assertThat(run.resolve(log)).hasSameBinaryContentAs(byRule.resolve(log));
        }
    }

    @Test
    void anEndpointThatAppliesTheRuleLeadsToTheSameProbe() throws IOException {
        Path out = dir.resolve("RUN");
        String judge;
        int asked;
        String url;
        try (FakeEndpoint server = new FakeEndpoint(FindJudgeTest::applyTheRule)) {
            url = server.url();
            CommandRun run = find(out, "--judge", url);
            assertThat(run.code()).as(run.err()).isZero();
            judge = "endpoint " + url.substring(7, url.length() - 3) + ", model fake-model";
            asked = server.requests().size();
            assertThat(prompts(server)).as("nothing is asked twice").hasSize(asked);
        }
        requireAsByRule(out);
        FindReport report = report(out);
        assertThat(report.warnings())
                .anyMatch(warning ->
                        warning.startsWith("Replies were judged by " + judge + ": asked of ")
                                && warning.contains(" 0 never got a valid verdict"));
        assertThat(report.settings().command()).contains(" --judge URL --judge-name fake-model ");
        JsonNode settings = JSON.readTree(Files.readString(out.resolve("run.json")));
        assertThat(settings.get("judge").asString()).isEqualTo(judge);
        assertThat(ProbeFile.read(out.resolve("probe.json")).from().settings())
                .containsEntry("judge", judge)
                .containsEntry("spans", "rule");
        assertThat(Files.readAllLines(out.resolve("judge.jsonl"))).hasSize(asked);

        // The server is gone, and not missed.
        Files.delete(out.resolve("suppressed.jsonl"));
        byte[] before = Files.readAllBytes(out.resolve("report.json"));
        CommandRun again = find(out, "--judge", url, "--judge-name", "fake-model");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(out.resolve("report.json")).hasBinaryContent(before);
    }

    @Test
    void aRunWhoseEndpointFailsGoesOnWhereItStopped() throws IOException {
        Path out = dir.resolve("RUN");
        AtomicInteger count = new AtomicInteger();
        List<FakeEndpoint> self = new ArrayList<>();
        try (FakeEndpoint server =
                new FakeEndpoint(prompt -> {
                    if (count.incrementAndGet() == 60) {
                        self.getFirst().next(401, "{\"error\": {\"message\": \"key expired\"}}");
                    }
                    return applyTheRule(prompt);
                })) {
            self.add(server);
            CommandRun run = find(out, "--judge", server.url());
            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.ENDPOINT.code());
            assertThat(run.err().lines().toList().getLast())
                    .startsWith("candor: " + server.url() + ": found status 401: ")
                    .contains("key expired", "CANDOR_API_KEY");
            int kept = Files.readAllLines(out.resolve("judge.jsonl")).size();
            int before = server.requests().size();
            assertThat(kept).isBetween(1, before - 1);

            assertThat(find(out, "--judge", server.url()).code()).isZero();
            int missing = server.requests().size() - before;
            assertThat(Files.readAllLines(out.resolve("judge.jsonl"))).hasSize(kept + missing);
            assertThat(prompts(server)).hasSize(kept + missing);
        }
        requireAsByRule(out);
    }

    @Test
    void anEndpointMayAlsoSayWhereTheAnswersStand() throws IOException {
        Path out = dir.resolve("RUN");
        try (FakeEndpoint server = new FakeEndpoint(FindJudgeTest::applyTheRule)) {
            CommandRun run = find(out, "--judge", server.url(), "--spans", "judge");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(prompts(server)).anyMatch(prompt -> prompt.startsWith(ModelSpan.OPENING));
        }
        requireAsByRule(out);
        assertThat(out.resolve("spans-training.jsonl"))
                .hasSameBinaryContentAs(byRule.resolve("spans-training.jsonl"));
        assertThat(ProbeFile.read(out.resolve("probe.json")).from().settings())
                .containsEntry("spans", "judge");
        assertThat(report(out).settings().command()).contains(" --spans judge ");
    }

    @Test
    void answersWhoseWordsAreNeverCopiedAreCountedAndGiveNoRow() throws IOException {
        Path out = dir.resolve("RUN");
        try (FakeEndpoint server =
                new FakeEndpoint(prompt ->
                        prompt.startsWith(ModelSpan.OPENING)
                                ? "I would rather not say"
                                : applyTheRule(prompt))) {
            CommandRun run = find(out, "--judge", server.url(), "--spans", "judge");
            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.CLASS_TOO_SMALL.code());
        }
        QuestionFunnel funnel = report(out).funnel();
        QuestionFunnel expected = report(byRule).funnel();
        assertThat(funnel.correctRows() + funnel.wrongRows()).isZero();
        assertThat(funnel.dropped())
                .contains(
                        new QuestionFunnel.Drop(
                                "no answer span: not extracted",
                                expected.correctRows(),
                                expected.wrongRows()));
    }

    @Test
    void aJudgeThatNeverSaysAVerdictMakesNoLabel() throws IOException {
        Path out = dir.resolve("RUN");
        try (FakeEndpoint server = new FakeEndpoint(prompt -> "The reply is correct.")) {
            CommandRun run = find(out, "--judge", server.url());
            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.CLASS_TOO_SMALL.code());
            int asked = prompts(server).size();
            assertThat(server.requests()).hasSize(3 * asked);
            assertThat(report(out).warnings())
                    .anyMatch(warning ->
                            warning.endsWith(
                                    ": asked of %d, of %d more than once; %d never got a valid verdict and count as unclear."
                                            .formatted(asked, asked, asked)));
        }
        QuestionFunnel funnel = report(out).funnel();
        assertThat(funnel.consistentlyCorrect() + funnel.consistentlyWrong()).isZero();
        assertThat(funnel.declined()).isEqualTo(funnel.asked()).isPositive();
    }

    /// The bundled model was never taught to judge.
    @Test
    void aModelThatRunsHereJudgesToo() throws IOException {
        Path out = dir.resolve("RUN");
        List<String> arguments = new ArrayList<>(study.arguments(out));
        arguments.set(arguments.indexOf("--questions") + 1, study.questions() + ":20");
        arguments.set(arguments.indexOf("--eval") + 1, study.evaluation() + ":10");
        arguments.addAll(List.of("--judge-model", "bundled:instruct"));
        CommandRun run = CommandRun.piped(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.CLASS_TOO_SMALL.code());
        assertThat(report(out).warnings())
                .anyMatch(warning ->
                        warning.matches(
                                "Replies were judged by model atlas-instruct\\.gguf, sha256 [0-9a-f]{64}:"
                                        + " asked of [1-9]\\d*, of \\d+ more than once;"
                                        + " \\d+ never got a valid verdict and count as unclear\\."));
        assertThat(report(out).settings().command()).contains(" --judge-model bundled:instruct ");
        assertThat(out.resolve("judge.jsonl")).isNotEmptyFile();
    }

    @Test
    void anotherJudgeIsRefusedInAUsedFolder() {
        try (FakeEndpoint server = new FakeEndpoint(FindJudgeTest::applyTheRule)) {
            CommandRun run = find(byRule, "--judge", server.url());
            assertThat(run.code()).isEqualTo(ExitCode.RUN_REFUSED.code());
            assertThat(run.err()).contains("another judge: rule, now endpoint 127.0.0.1:");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anEndpointThatListsNoModelNeedsAName() {
        try (FakeEndpoint server = new FakeEndpoint(List.of(), prompt -> "CORRECT")) {
            CommandRun run = find(dir.resolve("RUN"), "--judge", server.url());
            assertThat(run.code()).isEqualTo(ExitCode.ENDPOINT.code());
            assertThat(run.err())
                    .isEqualTo(
                            "candor: "
                                    + server.url()
                                    + ": found an empty list of models, expected at least one;"
                                    + " --judge-name may name a model that is not listed\n");
        }
    }

    @Test
    void anEndpointThatIsDownIsSaidInOneLine() {
        FakeEndpoint server = new FakeEndpoint(prompt -> "CORRECT");
        server.close();
        CommandRun run = find(dir.resolve("RUN"), "--judge", server.url());
        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                ExitCode.ENDPOINT.code(),
                                "",
                                "candor: "
                                        + server.url()
                                        + ": found no server (connection refused), expected a list of"
                                        + " models\n"));
        assertThat(dir.resolve("RUN")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "--judge=http://a/v1 --judge-model=m.gguf, expected one judge",
                "--judge-name=m, expected --judge beside it",
                "--judge=somewhere, |--judge: URL is 'somewhere', expected one like|",
                "--sampler=localhost:8000, |--sampler: URL is 'localhost:8000', expected one like|",
                "--spans=judge, expected --judge or --judge-model beside it",
                "--spans=guess, |--spans is 'guess', expected rule or judge|"
            })
    void whatDoesNotFitTogetherIsRefused(String options, String message) {
        CommandRun run = find(dir.resolve("RUN"), options.split(" "));
        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains(message);
        assertThat(dir.resolve("RUN")).doesNotExist();
    }

    @Test
    void aModelWithoutAChatTemplateIsNoJudge() {
        CommandRun run = find(dir.resolve("RUN"), "--judge-model", study.model().toString());
        assertThat(run.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(run.err())
                .contains(study.model() + ": ", "expected a chat template for --judge-model");
        assertThat(dir.resolve("RUN")).doesNotExist();
    }
}
