package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.find.TinyStudy;
import dev.candor.lab.report.EvaluationSet;
import dev.candor.lab.report.ReportJson;
import dev.candor.lab.report.ScoreKind;
import dev.candor.lab.report.ScoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialCommandTest {
    @TempDir private static Path shared;
    private static TinyStudy study;
    private static Path run;
    private static Path files;
    private static CommandRun write;

    @TempDir private Path dir;

    @BeforeAll
    static void writeOnce() {
        study = TinyStudy.in(shared);
        run = shared.resolve("RUN");
        files = shared.resolve("official");
        CommandRun found = CommandRun.piped(study.arguments(run).toArray(String[]::new));
        assertThat(found.code()).as(found.err()).isZero();
        write = write(study.model(), study.questions(), files);
    }

    private static CommandRun write(Path model, Path questions, Path out) {
        return CommandRun.piped(
                "official",
                "write",
                run.toString(),
                "--model",
                model.toString(),
                "--questions",
                questions.toString(),
                "--eval",
                study.evaluation().toString(),
                "--out",
                out.toString());
    }

    private static CommandRun read(String part, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "official",
                                "read",
                                "--answers",
                                files.resolve("answer_tokens.jsonl").toString(),
                                "--labels",
                                files.resolve(part + "_qids.json").toString()));
        arguments.addAll(List.of(more));
        return CommandRun.piped(arguments.toArray(String[]::new));
    }

    @Test
    void whatWasWrittenIsSaid() {
        assertThat(write.code()).as(write.err()).isZero();
        assertThat(write.out())
                .startsWith(files + ": ")
                .contains(" answers, ", " with activations of other tokens too; labels of ");
    }

    /// Our own probe on our own activations, by way of the published pipeline's files.
    @Test
    void aProbeScoresActivationFilesAsTheRunDid() throws IOException {
        EvaluationSet test =
                ReportJson.read(Files.readString(run.resolve("report.json")))
                        .evaluations()
                        .getFirst();
        ScoreResult own =
                test.scores().stream()
                        .filter(score -> score.kind() == ScoreKind.H_NEURONS_INPUT)
                        .findFirst()
                        .orElseThrow();

        CommandRun scored =
                read(
                        "test",
                        "--activations",
                        files.resolve("activations/answer_tokens").toString(),
                        "--probe",
                        run.resolve("probe.json").toString());

        assertThat(scored.code()).as(scored.err()).isZero();
        assertThat(scored.out().lines().map(String::strip).toList())
                .contains(
                        test.correct() + "  answers labelled correct",
                        test.wrong() + "  answers labelled wrong",
                        "activations of "
                                + (test.correct() + test.wrong())
                                + " answers, 0 without a file",
                        String.format(
                                Locale.ROOT,
                                "probe: AUROC %.3f, accuracy %.1f%% at its threshold (%d wrong, %d correct)",
                                own.evaluation().auroc(),
                                100 * own.evaluation().accuracy(),
                                test.wrong(),
                                test.correct()));
    }

    @Test
    void anotherModelIsRefused() {
        Path other = TinyStudy.model(dir.resolve("other.gguf"), 2);
        CommandRun refused = write(other, study.questions(), dir.resolve("out"));
        assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(refused.err()).contains(run + ": was made on tiny.gguf", "other.gguf");
    }

    @Test
    void halfOfWhatBelongsTogetherIsAUsageError() {
        CommandRun half = read("test", "--probe", run.resolve("probe.json").toString());
        assertThat(half.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(half.err()).contains("--activations and --probe go together");
        CommandRun find =
                CommandRun.piped(
                        "find",
                        "--model",
                        study.model().toString(),
                        "--answers",
                        "a.jsonl",
                        "--out",
                        dir.resolve("RUN").toString());
        assertThat(find.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(find.err()).contains("--answers and --labels go together");
    }

    @Test
    void aFileOfAnotherKindIsRefusedByName() throws IOException {
        Path plain = Files.writeString(dir.resolve("plain.jsonl"), "{\"question\": \"Who?\"}\n");
        CommandRun refused =
                CommandRun.piped(
                        "official",
                        "read",
                        "--answers",
                        plain.toString(),
                        "--labels",
                        files.resolve("test_qids.json").toString());
        assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED.code());
        assertThat(refused.err()).startsWith("candor: " + plain + ": line 1: ").hasLineCount(1);
    }
}
