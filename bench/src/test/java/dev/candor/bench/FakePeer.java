package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Shell scripts in place of the programs we start.
final class FakePeer {
    private FakePeer() {}

    /// A folder with the peer's two programs, which find 50 and 200 tokens a second.
    static void write(Path folder) throws IOException {
        script(folder, "llama-bench", "echo '[{\"avg_ts\":50.0}]'");
        script(folder, "llama-batched-bench", "echo '{\"speed_tg\":200.0}'");
    }

    static Path script(Path folder, String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
