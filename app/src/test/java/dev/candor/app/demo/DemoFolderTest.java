package dev.candor.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.RunRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir private Path dir;

    @Test
    void aNewFolderIsMadeAndItsNextUseClearsIt() throws IOException {
        Path out = dir.resolve("deep/demo");
        DemoFolder.clear(out);
        Path report = Files.writeString(out.resolve("report.html"), "old");
        Path log = Files.writeString(out.resolve("samples-training.jsonl"), "old");
        Path notes = Files.writeString(out.resolve("notes.md"), "the user's");
        DemoFolder.clear(out);
        assertThat(report).doesNotExist();
        assertThat(log).doesNotExist();
        assertThat(notes).hasContent("the user's");
    }

    @Test
    void aFolderThatNoDemoMadeIsLeftAlone() throws IOException {
        Path run = Files.writeString(dir.resolve("run.json"), "{}");
        assertThatThrownBy(() -> DemoFolder.clear(dir))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageStartingWith(dir + ": holds files that no demo left");
        assertThat(dir).isDirectoryNotContaining(file -> !file.equals(run));
        assertThat(run).hasContent("{}");
    }

    @Test
    void aFolderInUseIsNotCleared() throws IOException {
        DemoFolder.clear(dir);
        Path report = Files.writeString(dir.resolve("report.html"), "new");
        try (RunLock lock = RunLock.take(dir)) {
            assertThatThrownBy(() -> DemoFolder.clear(dir))
                    .isInstanceOf(RunLock.HeldException.class);
        }
        assertThat(report).exists();
    }
}
