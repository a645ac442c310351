package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameFolderTest {
    @TempDir private Path dir;

    @Test
    void aFolderIsItselfHoweverItIsSpelt() throws IOException {
        Path run = Files.createDirectory(dir.resolve("run"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), run);
        assertThat(SameFolder.is(run, dir.resolve("other/../run"))).isTrue();
        assertThat(SameFolder.is(run, link)).isTrue();
        assertThat(SameFolder.is(run, dir)).isFalse();
    }

    @Test
    void oneThatIsNotThereIsItselfAndNoOther() throws IOException {
        Path none = dir.resolve("none");
        assertThat(SameFolder.is(none, dir.resolve("./none"))).isTrue();
        assertThat(SameFolder.is(none, dir)).isFalse();
        assertThat(SameFolder.is(dir, none)).isFalse();
    }
}
