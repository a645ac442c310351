package dev.candor.app.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    @TempDir private static Path shared;

    @TempDir private Path dir;

    @BeforeAll
    static void makeABundle() {
        TinyBundle.in(shared);
    }

    private static void copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(shared)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(shared.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable reading) {
        return assertThatThrownBy(reading).isInstanceOf(BundleException.class);
    }

    @Test
    void aJarIsReadWhereItLiesAndGivesWhatAFolderGives() throws IOException {
        Path jar = dir.resolve("candor.jar");
        try (FileSystem fresh = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            copy(fresh.getPath("/dev/candor"));
        }
        Bundle folder = Bundle.in(shared);
        try (FileSystem opened = FileSystems.newFileSystem(jar)) {
            Bundle bundle = Bundle.in(opened.getPath("/dev/candor"));
            for (Stage stage : Stage.values()) {
                try (GgufFile zipped = bundle.model(stage);
                        GgufFile plain = folder.model(stage)) {
                    assertThat(zipped.sha256()).isEqualTo(plain.sha256());
                    assertThat(zipped.path()).isEqualTo(Path.of(stage.file()));
                }
            }
            assertThat(ProbeFile.read(bundle.probeFile()))
                    .isEqualTo(ProbeFile.read(folder.probeFile()));
            assertThat(bundle.study()).isEqualTo(folder.study());
            assertThat(new QuestionReader().read(bundle.questions("people"), null))
                    .isEqualTo(new QuestionReader().read(folder.questions("people"), null));
        }
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).as("nothing extracted").containsExactly(jar);
        }
    }

    @Test
    void aFileWithAnotherHashIsRefusedNamingBoth() throws IOException {
        copy(dir);
        String sealed =
                Files.readAllLines(dir.resolve("SHA256SUMS")).stream()
                        .filter(line -> line.endsWith("atlas-base.gguf"))
                        .findFirst()
                        .orElseThrow()
                        .substring(0, 64);
        for (String name : new String[] {"atlas-base.gguf", "probe.json", "study.json"}) {
            byte[] bytes = Files.readAllBytes(dir.resolve(name));
            bytes[bytes.length - 1] ^= 1;
            Files.write(dir.resolve(name), bytes);
        }
        Files.writeString(dir.resolve("questions/people.jsonl"), "{}");
        Bundle bundle = Bundle.in(dir);
        refused(() -> bundle.model(Stage.BASE).close())
                .hasMessageContainingAll("atlas-base.gguf: SHA-256 is ", "expected " + sealed);
        refused(bundle::probeFile).hasMessageContaining("probe.json");
        refused(bundle::study).hasMessageContaining("study.json");
        refused(() -> bundle.questions("people")).hasMessageContaining("questions/people.jsonl");
        bundle.model(Stage.INSTRUCT).close();
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        refused(() -> Bundle.in(dir)).hasMessageContainingAll("SHA256SUMS", "expected it");
        copy(dir);
        Files.delete(dir.resolve("atlas-instruct.gguf"));
        Bundle bundle = Bundle.in(dir);
        refused(() -> bundle.model(Stage.INSTRUCT).close())
                .hasMessageContainingAll("atlas-instruct.gguf", "expected it in the build");
        refused(() -> bundle.questions("birds"))
                .hasMessageContainingAll(
                        "questions/birds.jsonl is not in the bundle", "questions/people.jsonl");
        refused(() -> bundle.bytes("../other")).hasMessageContaining("../other is not in");
    }

    @Test
    void aLineThatIsNoChecksumIsRefused() throws IOException {
        Files.writeString(dir.resolve("SHA256SUMS"), "abc  probe.json\n");
        refused(() -> Bundle.in(dir)).hasMessageContainingAll("abc  probe.json", "expected a SHA");
    }

    @Test
    void aStudyThatLacksASettingOrHasAnUnknownOneIsRefused() throws IOException {
        copy(dir);
        Path study = dir.resolve("study.json");
        String whole = Files.readString(study);
        for (String broken :
                new String[] {
                    whole.replace("\"samples\": 4,", ""),
                    whole.replace("perClass", "per class"),
                    "3"
                }) {
            Files.writeString(study, broken);
            TinyBundle.seal(dir);
            Bundle bundle = Bundle.in(dir);
            refused(bundle::study).hasMessageStartingWith("bundled file study.json: ");
        }
    }
}
