package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.find.FindResult.End;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(run(study.options(whole), new Said()).end()).isEqualTo(End.FOUND);
    }

    private static FindResult run(FindOptions options, Said said) {
        try (LoadedModel loaded = LoadedModel.open(options.model(), 1, said::say)) {
            return new FindRun(options, loaded, "0", said).run();
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
        Said said = new Said();
        Path out = dir.resolve("again");
        assertThat(run(study.options(out, whole), said).end()).isEqualTo(End.FOUND);
        for (String file : RESULTS) {
            assertThat(out.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(said.lines()).contains("replies that an earlier run had drawn: " + lines(whole));
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
        Said said = new Said();
        run(changed.options(with, whole), said);
        run(changed.options(without), new Said());
        for (String file : RESULTS) {
            assertThat(with.resolve(file)).hasSameBinaryContentAs(without.resolve(file));
        }
        int training = Files.readAllLines(whole.resolve("samples-training.jsonl")).size();
        assertThat(said.lines()).contains("replies that an earlier run had drawn: " + training);
    }

    @Test
    void repliesThatTheRunWouldNotDrawAreRefused() throws IOException {
        Path other = dir.resolve("other");
        Path model = TinyStudy.model(dir.resolve("other.gguf"), 2);
        TinyStudy elsewhere = new TinyStudy(model, study.questions(), study.evaluation());
        assertThatThrownBy(() -> run(elsewhere.options(other, whole), new Said()))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageStartingWith(
                        whole + ": its replies were drawn with another model sha256: ")
                .hasMessageEndingWith(
                        "; leave out --replies, or name a run that differs in its questions alone");
        Path unfinished = Files.createDirectory(dir.resolve("unfinished"));
        Files.copy(whole.resolve("run.json"), unfinished.resolve("run.json"));
        assertThatThrownBy(() -> run(study.options(dir.resolve("third"), unfinished), new Said()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(unfinished + ": is no finished run to take replies from: ");
    }
}
