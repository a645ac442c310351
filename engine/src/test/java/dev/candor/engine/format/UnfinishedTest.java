package dev.candor.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ctrl-C half-way leaves neither file.
class UnfinishedTest {
    @TempDir private Path folder;

    /// Writes half of a file or folder, says so, and waits for its end.
    static final class Writer {
        static void main(String[] args) throws Exception {
            Path target = Path.of(args[1]);
            if (args[0].equals("folder")) {
                AtomicFolder.write(
                        target,
                        part -> {
                            Files.writeString(part.resolve("config.json"), "{}");
                            file(part.resolve("model.safetensors"));
                        });
            } else {
                file(target);
            }
        }

        private static void file(Path target) throws IOException {
            AtomicFile.write(
                    target,
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

    @ParameterizedTest
    @ValueSource(strings = {"file", "folder"})
    void aJvmThatIsToldToEndDeletesWhatItWasWriting(String what) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                what,
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
