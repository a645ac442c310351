package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerFolderTest {
    @TempDir private Path folder;
    private Path peer;

    @BeforeEach
    void makePeer() throws IOException {
        peer = Files.createDirectories(folder.resolve("peer/llama.cpp"));
        for (String name : List.of("libggml.so", "libggml-cpu-zen4.so", "libggml-cpu-haswell.so")) {
            Files.writeString(peer.resolve(name), name);
        }
        script("llama-bench", "echo");
        // Arguments: --allow-requantize SOURCE TARGET TYPE 2.
        script("llama-quantize", "cat \"$2\" > \"$3\"; echo \" as $4\" >> \"$3\"");
    }

    @Test
    void onlyTheCpuBuildThatWasAskedForIsBesideThePeersPrograms() throws Exception {
        Path linked = Files.createDirectory(folder.resolve("linked"));
        OneCpuBuild.link(peer, "zen4", linked);
        try (Stream<Path> files = Files.list(linked)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("llama-bench", "libggml.so", "libggml-cpu-zen4.so");
        }
        assertThat(linked.resolve("libggml-cpu-zen4.so")).hasContent("libggml-cpu-zen4.so");
        assertThat(linked.resolve("llama-bench")).isRegularFile().isExecutable();
        assertThat(Files.isSymbolicLink(linked.resolve("llama-bench"))).isFalse();
    }

    @Test
    void aCpuBuildThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> OneCpuBuild.link(peer, "zen9", folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("libggml-cpu-zen9.so")
                .hasMessageContaining("expected one of haswell, zen4");
    }

    @Test
    void aModelThatIsMissingIsMadeByThePeer() throws Exception {
        Files.writeString(folder.resolve("tinyllama-iq2.gguf"), "source");
        Files.writeString(folder.resolve("tinyllama-q8.gguf"), "there already");
        List<String> told = new ArrayList<>();
        List<Path> models = TableModels.beside(peer, told::add).all();
        assertThat(models)
                .extracting(file -> Files.readString(file).strip())
                .containsExactly(
                        "there already", "source as Q4_0", "source as Q4_K_M", "source as Q6_K");
        assertThat(told).hasSize(3).allMatch(line -> line.contains("making it from"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(6); // the four, what they stem from, the peer
        }
    }

    @Test
    void withoutWhatTheModelsStemFromOneMessageSaysSo() {
        assertThatThrownBy(() -> TableModels.beside(peer, step -> {}).all())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("tinyllama-q8.gguf: no such file")
                .hasMessageContaining("tinyllama-iq2.gguf to make it from");
    }

    @Test
    void aQuantizerThatFailsIsQuotedAndLeavesNothing() throws Exception {
        Files.writeString(folder.resolve("tinyllama-iq2.gguf"), "source");
        script("llama-quantize", "echo half > \"$3\"; echo no room; exit 4");
        assertThatThrownBy(() -> TableModels.beside(peer, step -> {}).all())
                .hasMessageContaining("llama-quantize ended with 4")
                .hasMessageContaining("no room");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    private void script(String name, String body) throws IOException {
        Path file = Files.writeString(peer.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
