package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.find.FindResult.End;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `find --replies RUN`.
class EarlierRunTest {
    private static final List<String> RESULTS =
            List.of("probe.json", "report.json", "neurons.json", "run.json");

    @TempDir private static Path shared;
    private static TinyStudy study;
    private static Path whole;

    @TempDir private Path dir;

    @BeforeAll
    static void runOnce() {
        study = TinyStudy.in(shared);
        whole = shared.resolve("whole");
        assertThat(run(study.options(whole), new ArrayList<>()).end()).isEqualTo(End.FOUND);
    }

    private static FindResult run(FindOptions options, List<String> said) {
        Progress progress =
                new Progress() {
                    @Override
                    public Stage stage(String name, int total) {
                        return new Stage() {
                            @Override
                            public void step(int done) {}

                            @Override
                            public void close() {}
                        };
                    }

                    @Override
                    public void say(String line) {
                        said.add(line);
                    }
                };
        try (LoadedModel loaded = LoadedModel.open(options.model(), 1, progress::say)) {
            return new FindRun(options, loaded, "0", progress).run();
        }
    }

    private static int lines(Path run) throws IOException {
        int lines = 0;
        for (String log :
                List.of("samples-training.jsonl", "samples-other.jsonl", "agreement-other.jsonl")) {
            lines += Files.readAllLines(run.resolve(log)).size();
        }
        return lines;
    }

    @Test
    void aRunThatFindsAllItsRepliesInAnotherDrawsNoneAndEndsTheSame() throws IOException {
        List<String> said = new ArrayList<>();
        Path out = dir.resolve("again");
        assertThat(run(study.options(out, whole), said).end()).isEqualTo(End.FOUND);
        for (String file : RESULTS) {
            assertThat(out.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(said).contains("replies that an earlier run had drawn: " + lines(whole));
    }

    /// The questions to evaluate on are another file: only the training replies are taken.
    @Test
    void onlyRepliesToTheSameFilesAreTaken() throws IOException {
        List<String> text = Files.readAllLines(study.evaluation());
        Path other = dir.resolve(study.evaluation().getFileName());
        Files.write(other, text.subList(0, text.size() - 1));
        TinyStudy changed = new TinyStudy(study.model(), study.questions(), other);
        Path with = dir.resolve("with");
        Path without = dir.resolve("without");
        List<String> said = new ArrayList<>();
        run(changed.options(with, whole), said);
        run(changed.options(without), new ArrayList<>());
        for (String file : RESULTS) {
            assertThat(with.resolve(file)).hasSameBinaryContentAs(without.resolve(file));
        }
        int training = Files.readAllLines(whole.resolve("samples-training.jsonl")).size();
        assertThat(said).contains("replies that an earlier run had drawn: " + training);
    }

    @Test
    void repliesThatTheRunWouldNotDrawAreRefused() throws IOException {
        Path other = dir.resolve("other");
        Path model = TinyStudy.model(dir.resolve("other.gguf"), 2);
        TinyStudy elsewhere = new TinyStudy(model, study.questions(), study.evaluation());
        assertThatThrownBy(() -> run(elsewhere.options(other, whole), new ArrayList<>()))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageStartingWith(
                        whole + ": its replies were drawn with another model sha256: ")
                .hasMessageEndingWith(
                        "; leave out --replies, or name a run that differs in its questions alone");
        Path unfinished = Files.createDirectory(dir.resolve("unfinished"));
        Files.copy(whole.resolve("run.json"), unfinished.resolve("run.json"));
        assertThatThrownBy(() ->
                        run(study.options(dir.resolve("third"), unfinished), new ArrayList<>()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(unfinished + ": is no finished run to take replies from: ");
    }
}
