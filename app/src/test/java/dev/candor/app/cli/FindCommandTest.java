package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.find.TinyStudy;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.report.EvaluationSet;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.QuestionFunnel;
import dev.candor.lab.report.ReportJson;
import dev.candor.lab.report.ScoreKind;
import dev.candor.lab.store.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `candor find` from end to end on a random tiny model.
class FindCommandTest {
    @TempDir private static Path shared;
    private static TinyStudy study;
    private static Path done;
    private static CommandRun first;

    @TempDir private Path dir;

    @BeforeAll
    static void runOnce() {
        study = TinyStudy.in(shared);
        done = shared.resolve("RUN");
        first = find(done);
    }

    /// @param options replace those of the study, or are added
    private static CommandRun find(Path out, String... options) {
        return find(study, out, options);
    }

    private static CommandRun find(TinyStudy study, Path out, String... options) {
        List<String> arguments = new ArrayList<>(study.arguments(out));
        for (int i = 0; i < options.length; i += 2) {
            int at = arguments.indexOf(options[i]);
            if (at >= 0) {
                arguments.set(at + 1, options[i + 1]);
            } else {
                arguments.addAll(Arrays.asList(options[i], options[i + 1]));
            }
        }
        return CommandRun.piped(arguments.toArray(String[]::new));
    }

    private static FindReport report(Path run) throws IOException {
        return ReportJson.read(Files.readString(run.resolve("report.json")));
    }

    /// A folder of its own with all that a finished run has.
    private Path copyOfDone() throws IOException {
        Path copy = Files.createDirectory(dir.resolve("copy"));
        try (Stream<Path> files = Files.list(done)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static void requireRefused(CommandRun run, ExitCode code, String... words) {
        assertThat(run.err().lines().toList().getLast())
                .startsWith("candor: ")
                .contains(words)
                .doesNotContain("internal error");
        assertThat(run.code()).as(run.err()).isEqualTo(code.code());
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aRunLeavesAProbeAReportAndAPage() throws IOException {
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("AUROC");

        Probe probe = ProbeFile.read(done.resolve("probe.json"));
        FindReport report = report(done);
        assertThat(probe.hNeurons().size()).isPositive();
        assertThat(probe.neurons().count()).isEqualTo(2 * 48);
        assertThat(probe.from().modelSha256()).isEqualTo(report.model().sha256());
        assertThat(Objects.requireNonNull(report.probe()).hNeurons())
                .isEqualTo(probe.hNeurons().size());

        QuestionFunnel funnel = report.funnel();
        assertThat(funnel.read()).isEqualTo(130);
        assertThat(funnel.consistentlyCorrect()).isGreaterThanOrEqualTo(30);
        assertThat(funnel.consistentlyWrong()).isGreaterThanOrEqualTo(30);
        assertThat(report.evaluations())
                .extracting(EvaluationSet::set)
                .containsExactly("test", "other");
        for (EvaluationSet set : report.evaluations()) {
            assertThat(set.scores())
                    .extracting(score -> score.kind())
                    .contains(
                            ScoreKind.H_NEURONS_INPUT,
                            ScoreKind.RANDOM_NEURONS,
                            ScoreKind.RANDOM_NEURONS_MATCHED,
                            ScoreKind.ANSWER_LENGTH,
                            ScoreKind.MEAN_LOG_PROBABILITY);
            assertThat(set.correct()).isPositive();
            assertThat(set.wrong()).isPositive();
        }
        assertThat(Files.readString(done.resolve("report.html")))
                .contains("<!doctype html>", "H-neurons", "</html>");
    }

    /// The H-neurons alone have controls of their own size, and their own lead.
    @Test
    void theHNeuronsAloneStandBesideAsManyRandomOnes() throws IOException {
        EvaluationSet test = report(done).evaluations().getFirst();
        double alone = auroc(test, ScoreKind.H_NEURONS_REFITTED);
        for (ScoreKind kind :
                List.of(ScoreKind.RANDOM_NEURONS_ALONE, ScoreKind.RANDOM_NEURONS_ALONE_MATCHED)) {
            double control = auroc(test, kind);
            assertThat(test.score(kind).orElseThrow().lead().auroc())
                    .isCloseTo(alone - Math.max(control, 1 - control), within(1e-12));
            assertThat(test.score(kind).orElseThrow().draws()).isEqualTo(10);
        }
    }

    private static double auroc(EvaluationSet set, ScoreKind kind) {
        return set.score(kind).orElseThrow().evaluation().auroc();
    }

    @Test
    void questionsOverAFullClassWereAsked() throws IOException {
        Path out = dir.resolve("RUN");
        CommandRun run = find(out, "--per-class", "32");
        assertThat(run.code()).as(run.err()).isZero();
        QuestionFunnel funnel = report(out).funnel();
        QuestionFunnel whole = report(done).funnel();
        assertThat(funnel.asked()).isEqualTo(130);
        assertThat(funnel.notAsked()).isEmpty();
        assertThat(funnel.consistentlyCorrect()).isEqualTo(32);
        assertThat(funnel.consistentlyWrong()).isEqualTo(32);
        assertThat(funnel.classFull())
                .isEqualTo(whole.consistentlyCorrect() + whole.consistentlyWrong() - 64)
                .isPositive();
    }

    /// Neither how many replies decode together nor the number of threads shows.
    @Test
    void twoRunsInDifferentFoldersWriteTheSameBytes() {
        Path other = dir.resolve("again");
        CommandRun run = find(other, "--width", "3", "--threads", "2");
        assertThat(run.code()).as(run.err()).isZero();
        for (String file : List.of("report.json", "probe.json")) {
            assertThat(other.resolve(file)).hasSameBinaryContentAs(done.resolve(file));
        }
    }

    @Test
    void repeatingAFinishedRunChangesNothingAndJsonPrintsTheReport() throws IOException {
        Path copy = copyOfDone();
        List<String> arguments = new ArrayList<>(study.arguments(copy));
        arguments.add("--json");
        CommandRun run = CommandRun.piped(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(Files.readString(done.resolve("report.json")));
        for (String file : List.of("report.json", "probe.json", "samples-training.jsonl")) {
            assertThat(copy.resolve(file)).hasSameBinaryContentAs(done.resolve(file));
        }
    }

    /// A file called test.jsonl is not the held-out test split, train.jsonl is not trained on.
    @Test
    void theNameOfAnEvaluationFileDoesNotMixItWithTheSplits() throws IOException {
        FindReport named = report(done);
        for (String name : List.of("test", "train", "training")) {
            Path file = Files.copy(study.evaluation(), dir.resolve(name + ".jsonl"));
            Path out = dir.resolve("RUN-" + name);
            CommandRun run = find(out, "--eval", file.toString());
            assertThat(run.code()).as(run.err()).isZero();
            FindReport report = report(out);
            assertThat(report.evaluations())
                    .extracting(EvaluationSet::set)
                    .containsExactly("test", name + "-eval");
            assertThat(report.evaluations().getFirst()).isEqualTo(named.evaluations().getFirst());
            assertThat(report.probe()).isEqualTo(named.probe());
            assertThat(report.funnel()).isEqualTo(named.funnel());
        }
    }

    @Test
    void anotherSeedIsRefusedInAUsedFolder() {
        requireRefused(
                find(done, "--seed", "8"),
                ExitCode.RUN_REFUSED,
                done.toString(),
                "another seed: 7, now 8");
    }

    @Test
    void anotherTemperatureIsRefusedInAUsedFolder() {
        requireRefused(
                find(done, "--temperature", "0.25"),
                ExitCode.RUN_REFUSED,
                "another temperature: 0.15, now 0.25");
    }

    @Test
    void anotherModelIsRefusedInAUsedFolder() {
        Path model = TinyStudy.model(dir.resolve("tiny.gguf"), 2);
        requireRefused(
                find(done, "--model", model.toString()),
                ExitCode.RUN_REFUSED,
                "another model sha256");
    }

    @Test
    void otherQuestionsOfTheSameNameAreRefusedInAUsedFolder() throws IOException {
        Path questions = dir.resolve("half.jsonl");
        Files.writeString(
                questions,
                Files.readString(study.questions())
                        + "{\"question\": \"who wrote it?\", \"answer\": [\"her\"]}\n");
        requireRefused(
                find(done, "--questions", questions.toString()),
                ExitCode.RUN_REFUSED,
                "another questions: half sha256");
        requireRefused(
                find(done, "--questions", study.questions() + ":100"),
                ExitCode.RUN_REFUSED,
                "another questions: half sha256",
                "now half:100 sha256");
    }

    @Test
    void aFolderInUseIsRefused() {
        try (RunLock lock = RunLock.take(done)) {
            requireRefused(find(done), ExitCode.RUN_REFUSED, done.toString(), "in use");
        }
    }

    @Test
    void aDamagedRecordIsRefusedByFileAndLine() throws IOException {
        Path copy = copyOfDone();
        Path log = copy.resolve("samples-training.jsonl");
        byte[] bytes = Files.readAllBytes(log);
        bytes[20] ^= 1;
        Files.write(log, bytes);
        requireRefused(find(copy), ExitCode.RUN_REFUSED, log + ": line 1");
    }

    @Test
    void aDamagedRowOfTheMatrixIsRefused() throws IOException {
        Path copy = copyOfDone();
        Path matrix = copy.resolve("contributions-input.npy");
        byte[] bytes = Files.readAllBytes(matrix);
        bytes[bytes.length / 2] ^= 1;
        Files.write(matrix, bytes);
        requireRefused(find(copy), ExitCode.RUN_REFUSED, matrix + ": row ");
    }

    @Test
    void aClassThatIsTooSmallEndsWithCountsAndNoProbe() throws IOException {
        Path questions =
                TinyStudy.questions(study.model(), dir.resolve("few.jsonl"), "river", 60, 6);
        Path out = dir.resolve("RUN");
        CommandRun run = find(out, "--questions", questions.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.CLASS_TOO_SMALL.code());
        FindReport report = report(out);
        assertThat(report.funnel().consistentlyCorrect()).isBetween(1, 29);
        assertThat(report.probe()).isNull();
        assertThat(run.err().lines().toList().getLast())
                .startsWith("candor: ")
                .contains(
                        report.funnel().consistentlyCorrect() + " consistently correct",
                        report.funnel().consistentlyWrong() + " consistently wrong",
                        "at least 30");
        assertThat(out.resolve("probe.json")).doesNotExist();
        assertThat(out.resolve("report.html")).exists();
        assertThat(run.out()).isNotBlank();
    }

    @Test
    void aPenaltyThatLeavesNoNeuronEndsWithItsOwnCode() throws IOException {
        Path out = dir.resolve("RUN");
        CommandRun run = find(out, "--c", "1e-9");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.NO_NEURON.code());
        assertThat(report(out).probe()).isNull();
        assertThat(out.resolve("probe.json")).doesNotExist();
    }

    @Test
    void styleChatWithoutATemplateIsRefusedBeforeTheFolderIsClaimed() {
        Path out = dir.resolve("RUN");
        CommandRun run = find(out, "--prompt-style", "chat");
        requireRefused(
                run,
                ExitCode.INPUT_REFUSED,
                study.model() + ": ",
                "expected a chat template for --prompt-style chat",
                "--prompt-style few-shot");
        assertThat(run.err()).hasLineCount(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void aBrokenQuestionFileIsRefusedByName() throws IOException {
        Path broken =
                Files.writeString(
                        dir.resolve("broken.jsonl"),
                        "{\"question\": \"who?\", \"answer\": [\"her\"]}\nnot json\n");
        Path out = dir.resolve("RUN");
        requireRefused(
                find(out, "--questions", broken.toString()),
                ExitCode.INPUT_REFUSED,
                broken.toString());
        Path empty = Files.writeString(dir.resolve("empty.jsonl"), "");
        requireRefused(
                find(out, "--questions", empty.toString()),
                ExitCode.INPUT_REFUSED,
                empty.toString());
        assertThat(out).doesNotExist();
    }

    @Test
    void aQuestionFileThatIsNotThereIsNamed() {
        Path missing = dir.resolve("missing.jsonl");
        CommandRun run = find(dir.resolve("RUN"), "--questions", missing.toString());
        assertThat(run.code()).isIn(ExitCode.STORAGE.code(), ExitCode.INPUT_REFUSED.code());
        assertThat(run.err()).contains(missing.toString()).hasLineCount(1);
    }

    @Test
    void aPromptLongerThanTheContextIsRefused() throws IOException {
        Path questions = dir.resolve("long.jsonl");
        Files.writeString(
                questions,
                "{\"question\": \"" + "what is it? ".repeat(200) + "\", \"answer\": [\"her\"]}\n");
        requireRefused(
                find(dir.resolve("RUN"), "--questions", questions.toString()),
                ExitCode.INPUT_REFUSED,
                "is longer than the context of 640");
    }
}
