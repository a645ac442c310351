package dev.candor.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C half-way leaves neither file.
class UnfinishedTest {
    @TempDir private Path folder;

    /// Writes 2 MB, says so, and waits for its end.
    static final class Writer {
        static void main(String[] args) throws Exception {
            AtomicFile.write(
                    Path.of(args[0]),
                    out -> {
                        try (Arena arena = Arena.ofConfined()) {
                            out.write(arena.allocate(2 << 20));
                        }
                        System.out.println("half");
                        try {
                            Thread.sleep(60_000);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }

    @Test
    void aJvmThatIsToldToEndDeletesWhatItWasWriting() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                folder.resolve("model.gguf").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.inputReader().readLine()).isEqualTo("half");
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).singleElement().asString().endsWith(".part");
        }
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder).isEmptyDirectory();
    }
}
