package dev.candor.app.find;

import dev.candor.lab.answer.KnownReplies;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Response;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.RunRefusedException;
import dev.candor.lab.store.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A finished run whose replies another one takes over: those to the same files of questions, drawn
/// from the same model under the same settings. Each has a seed of its own, so they are what the
/// other run would draw.
final class EarlierRun {
    /// What decides a reply, beside prompt style and question.
    private static final List<String> SAMPLING =
            List.of(
                    "candor",
                    "model sha256",
                    "temperature",
                    "top-k",
                    "top-p",
                    "max tokens",
                    "seed",
                    "sampler");

    private EarlierRun() {}

    /// @param run the earlier one's folder
    /// @param mine settings of the run that goes without drawing them
    /// @param style of its prompts
    /// @throws RunRefusedException if the replies are not what it would draw
    static KnownReplies replies(
            Path run,
            FindOptions options,
            RunSettings mine,
            PromptStyle style,
            StudyQuestions study) {
        try (RunLock lock = RunLock.take(run)) {
            FindReport report = ReportFiles.read(run);
            Map<String, String> settings = SettingsFile.read(run);
            for (String name : SAMPLING) {
                require(run, name, settings.get(name), mine.values().get(name));
            }
            require(run, "prompt style", report.settings().promptStyleUsed(), style.label());
            Set<String> asked = questions(report, options, study);
            KnownReplies known = new KnownReplies();
            for (Path log : logs(run)) {
                try (RecordLog<Response> replies = RecordLog.open(log, Response.class)) {
                    replies.records().stream()
                            .filter(reply -> asked.contains(reply.questionId()))
                            .forEach(known::add);
                }
            }
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    run + ": is no finished run to take replies from: " + e.getMessage(), e);
        }
    }

    private static void require(
            Path run, String name, @Nullable String found, @Nullable String expected) {
        if (!Objects.equals(found, expected)) {
            throw new RunRefusedException(
                    run,
                    "its replies were drawn with another %s: %s, expected %s"
                            .formatted(
                                    name,
                                    Objects.requireNonNullElse(found, "none"),
                                    Objects.requireNonNullElse(expected, "none")),
                    "leave out --replies, or name a run that differs in its questions alone");
        }
    }

    /// Ids of the questions whose files are the same in both, by name and content: an id is the
    /// file's name and the question's own.
    private static Set<String> questions(
            FindReport report, FindOptions options, StudyQuestions study) {
        Set<String> files = new HashSet<>();
        report.dataFiles().forEach(file -> files.add(file.name() + " " + file.sha256()));
        Set<String> ids = new HashSet<>();
        List<QuestionSource> named = options.sources();
        List<StudyQuestions.Source> read = study.sources();
        for (int i = 0; i < read.size(); i++) {
            if (files.contains(named.get(i).name() + " " + read.get(i).file().sha256())) {
                read.get(i).fresh().forEach(question -> ids.add(question.id()));
            }
        }
        return ids;
    }

    private static List<Path> logs(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file ->
                            file.getFileName().toString().matches("(samples|agreement)-.+\\.jsonl"))
                    .sorted()
                    .toList();
        }
    }
}
